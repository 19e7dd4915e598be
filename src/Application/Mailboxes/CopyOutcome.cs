using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>How the copy of a mailbox ended.</summary>
/// <param name="Done">What was done. It adds up, unless the copy was called off (<see cref="CopyFault.Cancelled"/>) and may go on.</param>
/// <param name="Fault">Why it ended before its end; null = it went through, though single messages may have failed.</param>
/// <param name="Reason">A sentence for an operator on <paramref name="Fault"/>; null without a fault. Never holds a password.</param>
/// <param name="Failures">What could not be copied, up to <see cref="MailboxCopyOptions.MaxFailures"/> entries.</param>
/// <param name="Notes">What an operator should know: folders left out or renamed, keywords dropped.</param>
public sealed record CopyOutcome(
    RunProgress Done, CopyFault? Fault, string? Reason, IReadOnlyList<CopyFailure> Failures, IReadOnlyList<string> Notes)
{
    /// <summary>A sentence for an operator on <see cref="Fault"/>; null without a fault. Never holds a password.</summary>
    public string? Reason { get; } = Reason is null ? null : ForeignText.Clean(Reason, ForeignText.MaxSentenceLength);

    /// <summary>What an operator should know: folders left out or renamed, keywords dropped.</summary>
    public IReadOnlyList<string> Notes { get; } = [.. Notes.Select(note => ForeignText.Clean(note, ForeignText.MaxSentenceLength))];
}
