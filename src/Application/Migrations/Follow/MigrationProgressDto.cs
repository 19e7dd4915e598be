namespace Hosting.Migrations.Application.Migrations.Follow;

/// <summary>How far the mailboxes of a migration are: how many stand where, and what the latest step has done.</summary>
/// <param name="Pending">Mailboxes without a run.</param>
/// <param name="Running">Mailboxes that are being worked on.</param>
/// <param name="Success">Mailboxes whose latest run succeeded.</param>
/// <param name="Failed">Mailboxes whose latest run failed.</param>
/// <param name="MessagesTotal">Messages seen at the sources.</param>
/// <param name="MessagesCopied">Messages written to the destination.</param>
/// <param name="MessagesSkipped">Messages that were at the destination already.</param>
/// <param name="MessagesFailed">Messages that could not be copied.</param>
/// <param name="BytesCopied">Bytes written to the destination.</param>
/// <param name="MessagesLeftOut">Messages that a rule leaves out, such as the lower date bound.</param>
/// <param name="MessagesMissing">Messages that the sources hold and that are not accounted for.</param>
public sealed record MigrationProgressDto(
    int Pending,
    int Running,
    int Success,
    int Failed,
    long MessagesTotal,
    long MessagesCopied,
    long MessagesSkipped,
    long MessagesFailed,
    long BytesCopied,
    long MessagesLeftOut,
    long MessagesMissing);
