using Hosting.Migrations.Application.Mailboxes;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Gives copies the flags that their originals have by now; what has not changed is not asked for where the source can tell (RFC 7162).</summary>
internal sealed class FlagSync(FolderCopy folder, ConnectionPair connections, Tally tally)
{
    private const int Window = 5000;

    private static readonly FetchRequest FlagsOnly = new(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags);

    public async Task RunAsync(IMailFolder from, CancellationToken cancellationToken)
    {
        var now = from.HighestModSeq;
        if (folder.Ledger.CopiedCount > 0 && now != folder.Ledger.HighestModSeq)
        {
            await StoreAsync(await FindChangedSinceAsync(from, cancellationToken), cancellationToken);
        }
        else if (folder.Ledger.CopiedCount > 0 && now == 0)
        {
            await StoreAsync(await FindChangedAsync(from, cancellationToken), cancellationToken);
        }

        // What is copied from now on is copied with its flags of a later moment.
        folder.Ledger.HighestModSeq = now;
    }

    private async Task<List<MessageInfo>> FindChangedSinceAsync(IMailFolder from, CancellationToken cancellationToken)
    {
        var all = UidSet.Between(1, folder.Ledger.CopiedSources().Ranges[^1].Last);
        var request = folder.Ledger.HighestModSeq == 0 ? FlagsOnly : new FetchRequest(FlagsOnly.Items) { ChangedSince = folder.Ledger.HighestModSeq };
        return ToInfos(await connections.Source.DescribeAsync(from, all, request, cancellationToken));
    }

    private async Task<List<MessageInfo>> FindChangedAsync(IMailFolder from, CancellationToken cancellationToken)
    {
        var (current, flags) = (new List<MessageInfo>(), new FlagSets());
        foreach (var window in folder.Ledger.CopiedSources().Split(Window))
        {
            current.AddRange(ToInfos(await connections.Source.DescribeAsync(from, window, FlagsOnly, cancellationToken)));
        }

        foreach (var message in current)
        {
            flags.Add(message.Uid, message.FlagNames);
        }

        var old = folder.Ledger.ExchangeFlags(flags);
        return current.FindAll(message => !old.Matches(message.Uid, [.. message.FlagNames]));
    }

    private List<MessageInfo> ToInfos(IList<IMessageSummary> messages) =>
        [.. messages.Where(message => folder.Ledger.FindCopy(message.UniqueId.Id) is > 0).Select(MessageInfo.Of)];

    private async Task StoreAsync(List<MessageInfo> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var there = await connections.Destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        var policy = folder.Keywords ??= KeywordPolicy.Of(there);
        foreach (var alike in changed.GroupBy(message => (message.Flags, Keywords: string.Join(' ', message.Keywords.Order(StringComparer.Ordinal)))))
        {
            var keywords = alike.First().Keywords.Where(policy.Takes).ToHashSet(StringComparer.Ordinal);
            tally.DroppedKeywords((alike.First().Keywords.Count - keywords.Count) * alike.Count());
            var copies = UidSet.Of(alike.Select(message => folder.Ledger.FindCopy(message.Uid)!.Value));
            var request = new StoreFlagsRequest(StoreAction.Set, alike.Key.Flags, keywords) { Silent = true };
            await connections.Destination.StoreAsync(there, copies, request, cancellationToken);
        }
    }
}
