namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>The verifier's word on two mailboxes. The counts are the source's.</summary>
public sealed record MailboxComparison(string Mailbox, int Folders, int Messages, long Bytes, IReadOnlyList<MailboxDifference> Differences)
{
    private const int ShownDifferences = 50;

    public bool AreSame => Differences is [];

    public override string ToString()
    {
        var kinds = Differences.CountBy(difference => difference.Kind).Select(kind => $", {kind.Key}: {kind.Value}");
        var lines = Differences.Take(ShownDifferences).Select(difference => $"\n  {difference}");
        return $"{Mailbox} {(AreSame ? "SAME" : "DIFFERS")} {{folders: {Folders}, messages: {Messages}, bytes: {Bytes}{string.Concat(kinds)}}}{string.Concat(lines)}";
    }
}
