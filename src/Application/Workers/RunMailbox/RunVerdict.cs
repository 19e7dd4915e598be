using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>What the outcome of a copy means for its run.</summary>
internal static class RunVerdict
{
    /// <summary>Why the run failed; null if everything was copied. A message that failed or is missing is no success.</summary>
    public static RunError? ErrorOf(CopyOutcome outcome) =>
        outcome.Fault is { } fault ? new RunError(fault, outcome.Reason!)
        : outcome.Failures is [var first, ..] ? new RunError(first.Fault, Summarize(outcome, first))
        : outcome.Done.FindGap();

    /// <summary>The lines of the run's report.</summary>
    public static IReadOnlyCollection<RunReportEntry> ReportOf(RunKey run, CopyOutcome outcome) =>
    [
        .. outcome.Failures.Select(failure => new RunReportEntry(
            run.ResourceId, run.Step, failure.Fault, failure.Reason, failure.Folder, failure.Uid, failure.MessageId)),
        .. outcome.Notes.Select(note => new RunReportEntry(run.ResourceId, run.Step, fault: null, note)),
    ];

    /// <summary>The outcome of a copy that could not even begin.</summary>
    public static CopyOutcome Refuse(string reason, CopyFault fault = CopyFault.Internal) => new(RunProgress.None, fault, reason, [], []);

    private static string Summarize(CopyOutcome outcome, CopyFailure first)
    {
        var failed = Math.Max(outcome.Done.MessagesFailed, outcome.Failures.Count);
        var reason = failed == 1 ? first.Reason : $"{failed} messages or folders could not be copied, see the report; the first: {first.Reason}";
        return outcome.Done.FindGap() is { } gap ? $"{gap.Reason}; {reason}" : reason;
    }
}
