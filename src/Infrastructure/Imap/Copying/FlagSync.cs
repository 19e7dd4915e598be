using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Connections;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Gives copies the flags that their originals have by now; what has not changed is not asked for where the source can tell (RFC 7162).</summary>
internal sealed class FlagSync(FolderCopy folder, MailConnection source, MailConnection destination, Tally tally)
{
    private const int Window = 5000;

    private static readonly FetchRequest FlagsOnly = new(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags);

    public async Task RunAsync(IMailFolder from, CancellationToken cancellationToken)
    {
        var now = from.HighestModSeq;
        if (folder.CopiedCount > 0 && now != folder.HighestModSeq)
        {
            await StoreAsync(await FindChangedSinceAsync(from, cancellationToken), cancellationToken);
        }
        else if (folder.CopiedCount > 0 && now == 0)
        {
            await StoreAsync(await FindChangedAsync(from, cancellationToken), cancellationToken);
        }

        // What is copied from now on is copied with its flags of a later moment.
        folder.HighestModSeq = now;
    }

    private async Task<List<MessageInfo>> FindChangedSinceAsync(IMailFolder from, CancellationToken cancellationToken)
    {
        var all = new UidSet();
        all.Add(1, folder.CopiedSources().Ranges[^1].Last);
        var request = folder.HighestModSeq == 0 ? FlagsOnly : new FetchRequest(FlagsOnly.Items) { ChangedSince = folder.HighestModSeq };
        return ToInfos(await source.DescribeAsync(from, all, request, cancellationToken));
    }

    private async Task<List<MessageInfo>> FindChangedAsync(IMailFolder from, CancellationToken cancellationToken)
    {
        var (current, flags) = (new List<MessageInfo>(), new Dictionary<string, UidSet>(StringComparer.Ordinal));
        foreach (var window in folder.CopiedSources().Split(Window))
        {
            current.AddRange(ToInfos(await source.DescribeAsync(from, window, FlagsOnly, cancellationToken)));
        }

        foreach (var (uid, flag) in current.SelectMany(message => message.FlagNames.Select(flag => (message.Uid, flag))))
        {
            if (!flags.TryGetValue(flag, out var set))
            {
                flags.Add(flag, set = new UidSet());
            }

            set.Add(uid);
        }

        var old = folder.ExchangeFlags(flags);
        return current.FindAll(message =>
            old.Count(pair => pair.Value.Contains(message.Uid)) != message.FlagNames.Count()
            || message.FlagNames.Any(flag => !old.TryGetValue(flag, out var set) || !set.Contains(message.Uid)));
    }

    private List<MessageInfo> ToInfos(IList<IMessageSummary> messages) =>
        [.. messages
            .Where(message => folder.FindCopy(message.UniqueId.Id) is > 0)
            .Select(message => new MessageInfo(
                message.UniqueId.Id, (message.Flags ?? MessageFlags.None) & FlagText.Settable, message.Keywords.ToHashSet(StringComparer.Ordinal), null, 0))];

    private async Task StoreAsync(List<MessageInfo> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var there = await destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        var policy = folder.Keywords ??= KeywordPolicy.Of(there);
        foreach (var alike in changed.GroupBy(message => (message.Flags, Keywords: string.Join(' ', message.Keywords.Order(StringComparer.Ordinal)))))
        {
            var keywords = alike.First().Keywords.Where(policy.Takes).ToHashSet(StringComparer.Ordinal);
            tally.DroppedKeywords((alike.First().Keywords.Count - keywords.Count) * alike.Count());
            var copies = new UidSet();
            foreach (var message in alike)
            {
                copies.Add(folder.FindCopy(message.Uid)!.Value);
            }

            var request = new StoreFlagsRequest(StoreAction.Set, alike.Key.Flags, keywords) { Silent = true };
            await destination.RunAsync(token => there.StoreAsync(copies.ToUniqueIds(), request, token), 0, cancellationToken);
        }
    }
}
