namespace Hosting.Migrations.Domain.Migrations;

/// <summary>
/// What a run has done so far. When it has ended it adds up: total = copied + skipped + failed + left out + missing.
/// </summary>
/// <param name="Folders">Folders seen at the source.</param>
/// <param name="MessagesTotal">Messages seen at the source.</param>
/// <param name="MessagesCopied">Messages written to the destination.</param>
/// <param name="MessagesSkipped">Messages that were at the destination already.</param>
/// <param name="MessagesFailed">Messages that could not be copied.</param>
/// <param name="BytesCopied">Bytes written to the destination.</param>
/// <param name="MessagesLeftOut">Messages that a rule leaves out, such as the lower date bound.</param>
/// <param name="MessagesMissing">
/// Messages that the source holds and that are not accounted for: the source did not show them, or the run ended before it came to them.
/// </param>
public sealed record RunProgress(
    int Folders = 0,
    long MessagesTotal = 0,
    long MessagesCopied = 0,
    long MessagesSkipped = 0,
    long MessagesFailed = 0,
    long BytesCopied = 0,
    long MessagesLeftOut = 0,
    long MessagesMissing = 0)
{
    /// <summary>Nothing done yet.</summary>
    public static RunProgress None { get; } = new();

    /// <summary>Messages that the run has not come to yet.</summary>
    public long MessagesLeft => Math.Max(0, MessagesTotal - MessagesSettled);

    /// <summary>Messages of which the run has told what has become of them.</summary>
    public long MessagesSettled => MessagesCopied + MessagesSkipped + MessagesFailed + MessagesLeftOut + MessagesMissing;

    /// <summary>The same for a run that comes to no more messages: those left are missing. More than were announced have been seen.</summary>
    public RunProgress Ended() => this with { MessagesTotal = Math.Max(MessagesTotal, MessagesSettled), MessagesMissing = MessagesMissing + MessagesLeft };

    /// <summary>Why the run is no success though nothing ended it early: how many messages are not accounted for; null if all are.</summary>
    public RunError? FindGap() => MessagesMissing == 0 ? null : new(
        CopyFault.Incomplete,
        $"{MessagesMissing} of {MessagesTotal} messages are not accounted for: the source showed fewer than its folders hold, or the copy did not come to them; the next run tries again");
}
