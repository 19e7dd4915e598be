using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Gives copies the flags that their originals have by now; what has not changed is not asked for where the source can tell (RFC 7162). Flags never
/// keep mail back: what one side refuses of them is given up, and counted.
/// </summary>
internal sealed class FlagSync(FolderCopy folder, ConnectionPair connections, CopyCounters counters)
{
    private const int Window = 5000;

    // Where the source tells what has changed, most folders take one command; but all of a large one may have been marked as read.
    private const int LongWindow = 20_000;

    // Most messages that have keywords have the same, and a few make up one folder's.
    private const int MostShared = 1000;

    // The mail library sends what 31 bits can count with one command.
    private const long Beyond = 1 << 30;

    // The network may have been at fault once.
    private const int MaxBreaks = 2;

    private static readonly MessageRequest FlagsOnly = new(MessageItems.Flags);

    private readonly Dictionary<string, KeywordSet> _shared = new(StringComparer.Ordinal);

    private FlagSets? _before;

    public async Task RunAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        var now = FolderStatus.HighestModSeqOf(from);
        try
        {
            if (folder.State.CopiedCount > 0 && now != folder.State.HighestModSeq)
            {
                await StoreAsync(await FindChangedSinceAsync(from, cancellationToken), cancellationToken);
            }
            else if (folder.State.CopiedCount > 0 && now == 0)
            {
                await StoreAsync(await FindChangedAsync(from, cancellationToken), cancellationToken);
            }
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            // The next run asks for the same changes once more.
            Restore();
            counters.Note($"the changed flags in {counters.Screen.HideInName(folder.Route.Source.Name)} were not copied: {fault.Message}");
            return;
        }
        catch
        {
            Restore();
            throw;
        }

        // What is copied from now on is copied with its flags of a later moment.
        folder.State.HighestModSeq = now;
    }

    /// <summary>
    /// Gives copies that have been recognised the flags that they lack: their originals may have been read since. They lose none, since they may be older than
    /// this state, and their owner may have given them some; nor does a message come to be deleted by this.
    /// </summary>
    /// <param name="recognised">The originals.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task AddMissingAsync(IReadOnlyCollection<MessageInfo> recognised, CancellationToken cancellationToken)
    {
        var messages = recognised.Where(message => folder.State.FindCopy(message.Uid) is > 0).ToDictionary(message => folder.State.FindCopy(message.Uid)!.Value);
        if (messages.Count == 0)
        {
            return;
        }

        try
        {
            var there = await connections.Destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
            var policy = folder.Keywords ??= KeywordPolicy.Of(there);
            var copies = await connections.Destination.DescribeAsync(there, UidSet.Of(messages.Keys.Order()), FlagsOnly, cancellationToken);
            var lacking = copies.Where(copy => messages.ContainsKey(copy.Uid)).Select(copy => Lacking(messages[copy.Uid], copy, policy)).Where(lack => lack.Flags != SystemFlags.None || lack.Keywords.Count > 0);
            foreach (var alike in lacking.GroupBy(lack => (lack.Flags, Keywords: string.Join(' ', lack.Keywords.Order(StringComparer.Ordinal)))).ToList())
            {
                await TryStoreAsync([.. alike.Select(lack => lack.Message)], FlagAction.Add, alike.Key.Flags, [.. alike.First().Keywords], cancellationToken);
            }
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            counters.RefusedFlags(messages.Count, fault.Message);
        }

        if (folder.State.HighestModSeq == 0)
        {
            foreach (var message in messages.Values)
            {
                folder.State.NoteFlags(message.Uid, message.FlagNames);
            }
        }
    }

    private static (MessageInfo Message, SystemFlags Flags, IReadOnlyList<string> Keywords) Lacking(MessageInfo message, MessageDescription copy, KeywordPolicy policy)
    {
        var has = copy.Keywords.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (message, message.Flags & ~SystemFlags.Deleted & ~(copy.Flags ?? message.Flags), [.. policy.Choose(message.Keywords).Where(keyword => !has.Contains(keyword))]);
    }

    // What has not been stored is still to be stored.
    private void Restore()
    {
        if (_before is { } before)
        {
            folder.State.ExchangeFlags(before);
        }
    }

    private async Task<List<MessageInfo>> FindChangedSinceAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        // From UIDNEXT on there is nothing, unless the source tells a wrong one.
        var next = FolderStatus.UidNextOf(from) ?? uint.MaxValue;
        var windows = folder.State.CopiedSources().Split(LongWindow).Select(window => UidSet.Between(window.First, window.Last)).ToList();
        windows[^1] = windows[^1].Union(UidSet.Between(next, (uint)Math.Min(next + Beyond, uint.MaxValue - 1)));
        var request = folder.State.HighestModSeq == 0 ? FlagsOnly : new MessageRequest(FlagsOnly.Items) { ChangedSince = folder.State.HighestModSeq };
        var (changed, hasMore) = (new List<MessageInfo>(), false);
        foreach (var window in windows)
        {
            var messages = await connections.Source.DescribeAsync(from, window, request, cancellationToken);
            hasMore |= messages.Any(message => message.Uid >= next);
            changed.AddRange(ToInfos(messages));
        }

        folder.HasMoreThanTold = hasMore;
        return changed;
    }

    private async Task<List<MessageInfo>> FindChangedAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        var (changed, flags) = (new List<MessageInfo>(), new FlagSets());
        var (copied, shown) = (folder.State.CopiedSources(), new UidSet());
        foreach (var window in copied.Split(Window))
        {
            var messages = await connections.Source.DescribeAsync(from, window, FlagsOnly, cancellationToken);
            foreach (var message in messages)
            {
                shown.Add(message.Uid);
            }

            foreach (var message in ToInfos(messages))
            {
                string[] names = [.. message.FlagNames];
                flags.Add(message.Uid, names);
                if (!folder.State.HasFlags(message.Uid, names))
                {
                    changed.Add(message);
                }
            }
        }

        folder.Gone = copied.Except(shown).Count;
        _before = folder.State.ExchangeFlags(flags);
        return changed;
    }

    private IEnumerable<MessageInfo> ToInfos(IReadOnlyList<MessageDescription> messages) => messages
        .Where(message => folder.State.FindCopy(message.Uid) is > 0)
        .Select(message => Share(folder.KeywordLimit.Bound(MessageInfo.Of(message))));

    // Hundreds of thousands may have changed, and a set of keywords for each takes more than all the rest.
    private MessageInfo Share(MessageInfo message)
    {
        if (message.Keywords.Count == 0 || message.Tags.Dropped > 0)
        {
            return message;
        }

        var key = string.Join(' ', message.Keywords.Select(keyword => keyword.ToString()));
        if (_shared.TryGetValue(key, out var tags))
        {
            return message with { Tags = tags };
        }

        if (_shared.Count < MostShared)
        {
            _shared.Add(key, message.Tags);
        }

        return message;
    }

    private async Task StoreAsync(List<MessageInfo> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var there = await connections.Destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        if (!folder.State.TryMeetDestination(there.UidValidity))
        {
            // What stands in the places of the copies now may be anything.
            throw FolderCopy.ReplacedAtDestination();
        }

        counters.UnreadFlags(connections.Source.TakeUnreadFlags());
        var policy = folder.Keywords ??= KeywordPolicy.Of(there);
        foreach (var alike in changed.GroupBy(message => (message.Flags, Keywords: string.Join(' ', message.Keywords.Select(keyword => keyword.ToString()).Order(StringComparer.Ordinal)))))
        {
            var (copies, tags) = (alike.ToList(), alike.First().Tags);
            copies.ForEach(message => counters.DroppedFlags(message.Tags));
            var keywords = policy.Choose(tags.Keywords);
            var refused = tags.Keywords.Count - keywords.Count;
            if (!await TryStoreAsync(copies, FlagAction.Set, alike.Key.Flags, keywords, cancellationToken))
            {
                refused = tags.Keywords.Count;
            }

            counters.DroppedKeywords(refused * copies.Count);
        }
    }

    private async Task StoreAsync(ISessionFolder there, UidSet copies, FlagChange change, CancellationToken cancellationToken)
    {
        try
        {
            await connections.Destination.StoreAsync(there, copies, change, cancellationToken);
        }
        catch (MailFaultException fault) when (fault is { IsTransient: true, IsRefusal: false } and { Fault: CopyFault.DestinationConnect or CopyFault.DestinationProtocol })
        {
            // Over a new connection it is tried once more; then new mail goes on without them.
            folder.BrokenStores++;
            folder.StoreComplaint = fault.Message;
            throw;
        }
    }

    /// <returns>False if it has been done without the keywords, or not at all.</returns>
    private async Task<bool> TryStoreAsync(List<MessageInfo> messages, FlagAction action, SystemFlags flags, HashSet<string> keywords, CancellationToken cancellationToken)
    {
        if (folder.StoreComplaint is { } complaint && folder.BrokenStores >= MaxBreaks)
        {
            counters.RefusedFlags(messages.Count, complaint);
            return false;
        }

        var copies = UidSet.Of(messages.Select(message => folder.State.FindCopy(message.Uid)!.Value));
        try
        {
            // A refusal may have cost the connection over which the folder was found before.
            var there = await connections.Destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
            await StoreAsync(there, copies, new FlagChange(action, flags, keywords), cancellationToken);
            return true;
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            if (keywords.Count > 0)
            {
                await TryStoreAsync(messages, action, flags, [], cancellationToken);
            }
            else
            {
                counters.RefusedFlags(messages.Count, fault.Message);
            }

            return false;
        }
    }
}
