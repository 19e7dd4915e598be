using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Progress;

/// <summary>How far one step of a migration has come, all mailboxes together.</summary>
internal sealed class StepProgress
{
    // Of what has hardly begun nobody can say when it ends.
    private const double LeastShare = 0.01;

    private readonly IReadOnlyList<MigrationResource> _resources;
    private readonly List<Run> _runs;

    /// <param name="resources">All mailboxes of the migration, with their runs.</param>
    /// <param name="step">The step; null = none has begun.</param>
    public StepProgress(IReadOnlyList<MigrationResource> resources, MigrationStep? step)
    {
        _resources = [.. resources.Where(resource => step is null or MigrationStep.TestRun || resource.IsUsable)];
        _runs = [.. _resources.Select(resource => step is { } value ? resource.FindRun(value) : null).OfType<Run>()];
    }

    public ProgressMailboxesDto Mailboxes
    {
        get
        {
            var (running, success) = (_runs.Count(IsRunning), _runs.Count(IsSuccess));
            var failed = _runs.Count(run => IsOver(run) && !IsSuccess(run));
            return new ProgressMailboxesDto(_resources.Count, _resources.Count - running - success - failed, running, success, failed);
        }
    }

    public ProgressMessagesDto Messages => new(
        _runs.Sum(run => run.Progress.MessagesTotal),
        _runs.Sum(run => run.Progress.MessagesCopied),
        _runs.Sum(run => run.Progress.MessagesSkipped),
        _runs.Sum(run => run.Progress.MessagesFailed),
        _runs.Sum(run => run.Progress.MessagesLeftOut),
        _runs.Sum(run => run.Progress.MessagesMissing));

    public long BytesCopied => _runs.Sum(run => run.Progress.BytesCopied);

    public long BytesPerSecond => _runs.Sum(run => run.BytesPerSecond);

    /// <summary>When the first run began; null before that.</summary>
    public DateTimeOffset? StartedAt => _runs.Where(run => run.Attempts > 0).Min(run => (DateTimeOffset?)run.StartedAt);

    /// <summary>How much is done, 0 to 1.</summary>
    public double Share => _resources.Count == 0 ? 0 : _runs.Sum(ShareOf) / _resources.Count;

    /// <summary>How long it takes until all is done, if it goes on as it has since it began; null where nothing is under way, or too little is done.</summary>
    /// <param name="now">The moment.</param>
    public long? SecondsLeftAt(DateTimeOffset now) => _runs.Exists(IsRunning) && StartedAt is { } began && now > began && Share is >= LeastShare and var share
        ? (long)Math.Ceiling((now - began).TotalSeconds * (1 - share) / share)
        : null;

    private static bool IsRunning(Run run) => run.Status == RunStatus.Running;

    private static bool IsOver(Run run) => !IsRunning(run) && !run.IsWaiting;

    private static bool IsSuccess(Run run) => IsOver(run) && run.Status == RunStatus.Success;

    // What waits to be done again begins with what it has copied, of which nobody knows how much it is.
    private static double ShareOf(Run run) => IsOver(run) ? 1
        : IsRunning(run) && run.Progress.MessagesTotal > 0 ? Math.Min(1, (double)run.Progress.MessagesSettled / run.Progress.MessagesTotal)
        : 0;
}
