using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>How far the copy of a mailbox has come.</summary>
/// <param name="Done">The counts so far.</param>
/// <param name="FoldersDone">Folders that need nothing more.</param>
/// <param name="BytesPerSecond">Bytes written to the destination each second, over the last seconds.</param>
/// <param name="Waiting">What the copy waits for, such as <c>throttled</c>; null while it works.</param>
public sealed record CopyProgress(RunProgress Done, int FoldersDone, long BytesPerSecond, string? Waiting = null)
{
    /// <summary>What a copy waits for while another one by hand writes into the same mailbox.</summary>
    public const string MailboxInUse = "another copy writes into this mailbox";

    /// <summary>What a copy waits for while a run of a migration writes into the same mailbox.</summary>
    public const string MailboxInUseByWorker = "a worker of the service writes into this mailbox";
}
