namespace Hosting.Migrations.Domain.Migrations;

/// <summary>What a run has done so far.</summary>
/// <param name="Folders">Folders seen at the source.</param>
/// <param name="MessagesTotal">Messages seen at the source.</param>
/// <param name="MessagesCopied">Messages written to the destination.</param>
/// <param name="MessagesSkipped">Messages that were there already, or are older than the lower date bound.</param>
/// <param name="MessagesFailed">Messages that could not be copied.</param>
/// <param name="BytesCopied">Bytes written to the destination.</param>
public sealed record RunProgress(
    int Folders = 0,
    long MessagesTotal = 0,
    long MessagesCopied = 0,
    long MessagesSkipped = 0,
    long MessagesFailed = 0,
    long BytesCopied = 0)
{
    /// <summary>Nothing done yet.</summary>
    public static RunProgress None { get; } = new();

    /// <summary>Messages that the run has not come to yet.</summary>
    public long MessagesLeft => Math.Max(0, MessagesTotal - MessagesCopied - MessagesSkipped - MessagesFailed);
}
