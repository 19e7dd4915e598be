using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>What has come of a run.</summary>
/// <param name="Progress">What was done.</param>
/// <param name="Error">Why it failed; null if everything was copied. A message that failed or is missing is no success.</param>
/// <param name="Pause">How long nobody shall take it up again; null = it is over.</param>
internal sealed record RunVerdict(RunProgress Progress, RunError? Error, TimeSpan? Pause)
{
    // Some twenty minutes in all: a fault of ours that lasts longer needs somebody who looks at it.
    private const int MostTries = 10;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPauseOfTest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// What an outcome means. A fault of ours is not the mailbox's: the run waits and goes on. Nor is a test over at once where a server could not be
    /// reached or asked to be left alone, which may pass: an execution's connections have been tried again by the copy itself.
    /// </summary>
    /// <param name="outcome">How the copy ended.</param>
    /// <param name="faultsBefore">How many attempts before it, one after the other, have ended in a fault of ours.</param>
    /// <param name="isStopped">Whether the worker had to stop the copy, through no fault of it.</param>
    /// <param name="testLeft">For how long a test may still be tried again, and how long it has been already; null for an execution.</param>
    public static RunVerdict Of(CopyOutcome outcome, int faultsBefore, bool isStopped, (TimeSpan Left, TimeSpan Tried)? testLeft = null)
    {
        TimeSpan? pause = isStopped && outcome.Fault == CopyFault.Cancelled ? TimeSpan.Zero
            : ErrorOf(outcome)?.Fault == CopyFault.Internal && faultsBefore + 1 < MostTries ? PauseAfter(faultsBefore)
            : testLeft is { } test && test.Left > TimeSpan.Zero && MayPass(outcome.Fault) ? PauseOfTest(test.Left, test.Tried)
            : null;
        return new RunVerdict(outcome.Done, ErrorOf(outcome), pause);
    }

    /// <summary>A run that could not even begin, for a reason that lies with us and may pass, however long it takes.</summary>
    public static RunVerdict Wait(string reason, int faultsBefore) => new(RunProgress.None, new RunError(CopyFault.Internal, reason), PauseAfter(faultsBefore));

    /// <summary>Why a run failed; null if everything was copied.</summary>
    public static RunError? ErrorOf(CopyOutcome outcome) =>
        outcome.Fault is { } fault ? new RunError(fault, outcome.Reason!)
        : outcome.Failures is [var first, ..] ? ErrorOf(outcome, outcome.Failures.FirstOrDefault(failure => failure.Fault == CopyFault.Internal) ?? first)
        : outcome.Done.FindGap();

    /// <summary>The lines of the run's report.</summary>
    public static IReadOnlyCollection<RunReportEntry> ReportOf(RunKey run, CopyOutcome outcome) =>
    [
        .. outcome.Failures.Select(failure => new RunReportEntry(
            run.ResourceId, run.Step, failure.Fault, failure.Reason, failure.Folder, failure.Uid, failure.MessageId)),
        .. outcome.Notes.Select(note => new RunReportEntry(run.ResourceId, run.Step, fault: null, note)),
    ];

    /// <summary>The outcome of a copy that could not even begin.</summary>
    public static CopyOutcome Refuse(string reason, CopyFault fault) => new(RunProgress.None, fault, reason, [], []);

    private static RunError ErrorOf(CopyOutcome outcome, CopyFailure first) => new(first.Fault, Summarize(outcome, first));

    private static TimeSpan PauseAfter(int faultsBefore)
    {
        var pause = ShortestPause * Math.Pow(2, Math.Min(faultsBefore, MostTries));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static bool MayPass(CopyFault? fault) => fault
        is CopyFault.Dns or CopyFault.Connect or CopyFault.Throttled
        or CopyFault.DestinationDns or CopyFault.DestinationConnect or CopyFault.DestinationThrottled;

    // As long as it has been tried already, which doubles the time from one attempt to the next; the last attempt is at the end of the time.
    private static TimeSpan PauseOfTest(TimeSpan left, TimeSpan tried)
    {
        var pause = tried < ShortestPause ? ShortestPause : tried < LongestPauseOfTest ? tried : LongestPauseOfTest;
        return pause < left ? pause : left;
    }

    private static string Summarize(CopyOutcome outcome, CopyFailure first)
    {
        var failed = Math.Max(outcome.Done.MessagesFailed, outcome.Failures.Count);
        var reason = failed == 1 ? first.Reason : $"{failed} messages or folders could not be copied, see the report; the first: {first.Reason}";
        return outcome.Done.FindGap() is { } gap ? $"{gap.Reason}; {reason}" : reason;
    }
}
