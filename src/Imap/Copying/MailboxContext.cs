using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>What everything that works on one mailbox shares.</summary>
/// <param name="Copy">What was asked for.</param>
/// <param name="Options">The operator's settings.</param>
/// <param name="Clock">The time.</param>
/// <param name="Counters">Counts.</param>
/// <param name="Backoff">Decides on another try.</param>
/// <param name="Queue">What is to do.</param>
/// <param name="Checkpoints">Keeps what has been done.</param>
/// <param name="Slots">Bounds how many batches all mailboxes hold in memory.</param>
/// <param name="Plan">What there is to do.</param>
internal sealed record MailboxContext(
    MailboxCopy Copy,
    MailboxCopyOptions Options,
    TimeProvider Clock,
    CopyCounters Counters,
    Backoff Backoff,
    WorkQueue Queue,
    CheckpointWriter Checkpoints,
    SemaphoreSlim Slots,
    MailboxPlan Plan)
{
    /// <summary>How long to wait before a server is asked once more whether it shows something by now.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Messages in one piece of work, as a rule.</summary>
    public const int UsualPiece = 500;

    /// <summary>Messages in one piece of work.</summary>
    public int PieceSize { get; init; } = UsualPiece;

    /// <summary>How the destination changes what it stores.</summary>
    public DestinationManner Manner { get; } = new();

    /// <summary>How many messages the destination gets at once.</summary>
    public BatchPace Pace { get; } = new(Options.SettleTime);

    /// <summary>Hides both passwords in what servers say.</summary>
    public PasswordScreen Screen => Counters.Screen;

    /// <summary>Which dates of arrival the destination has refused.</summary>
    public DateLimits Dates { get; } = new(Clock);

    /// <summary>Begins to wait for something that a server may spin out, for as long as for a message to get through.</summary>
    /// <returns>Tells whether it has taken longer.</returns>
    public Func<bool> BeginWait()
    {
        var begun = Clock.GetTimestamp();
        return () => Clock.GetElapsedTime(begun) > Options.GiveUpAfter;
    }

    /// <summary>Notes a message that the source does not hand out, so that it could not be copied; the rest goes on.</summary>
    public void FailWithheld(FolderCopy folder, uint uid) =>
        Fail(folder, uid, CopyFault.Protocol, "the source lists the message but does not hand it out whole");

    /// <summary>Notes a message that could not be copied; the rest goes on.</summary>
    public void Fail(FolderCopy folder, uint uid, CopyFault fault, string reason, string? messageId = null)
    {
        if (folder.State.TryFail(uid))
        {
            Counters.Failed(new CopyFailure(folder.Route.Source.Name, uid, messageId, fault, reason));
        }
    }
}
