using System.Globalization;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>One mailbox of a migration: one row of its CSV file.</summary>
public sealed class MigrationResource
{
    private readonly List<Run> _runs = [];

    internal MigrationResource(string migrationCode, int row, Mailbox mailbox, DateTimeOffset now)
    {
        Code = string.Create(CultureInfo.InvariantCulture, $"{migrationCode}-{row}");
        Row = row;
        (LocalEmail, RemoteServer, RemoteUsername, MasterUser, SealedPassword) = mailbox;
        CreatedAt = UpdatedAt = now;
    }

    private MigrationResource() => Code = LocalEmail = RemoteServer = RemoteUsername = string.Empty;

    /// <summary>The database's key; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The key of the migration.</summary>
    public long MigrationId { get; private set; }

    /// <summary>The migration's code and the row, such as <c>MG12345678-3</c>.</summary>
    public string Code { get; private set; }

    /// <summary>The place in the CSV file, counted from 1 over the rows that hold a mailbox.</summary>
    public int Row { get; private set; }

    /// <summary>The mailbox at the destination.</summary>
    public string LocalEmail { get; private set; }

    /// <summary>The source's host name or address, optionally with <c>:port</c>.</summary>
    public string RemoteServer { get; private set; }

    /// <summary>The user at the source.</summary>
    public string RemoteUsername { get; private set; }

    /// <summary>The master user who logs in on the user's behalf; null for a plain login.</summary>
    public string? MasterUser { get; private set; }

    /// <summary>The password of the user or the master user, encrypted; null once no run can need it any more.</summary>
    public string? SealedPassword { get; private set; }

    /// <summary>Where the resource stands.</summary>
    public ResourceStatus Status { get; private set; }

    /// <summary>When the migration was created, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a run of the resource last started or ended, in UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The runs so far, at most one for each step.</summary>
    public IReadOnlyCollection<Run> Runs => _runs;

    /// <summary>Whether the test run succeeded, so that the executions include this resource.</summary>
    public bool IsUsable => FindRun(MigrationStep.TestRun)?.Status == RunStatus.Success;

    /// <summary>Whether the latest run ended in an error or a crash.</summary>
    public bool HasError => Status is ResourceStatus.Error or ResourceStatus.Crashed;

    /// <summary>The run of a step, if it has started.</summary>
    /// <param name="step">The step.</param>
    public Run? FindRun(MigrationStep step) => _runs.Find(run => run.Step == step);

    /// <summary>Whether a worker is busy with the resource.</summary>
    public bool IsRunning => Status == ResourceStatus.Running;

    internal bool HasSucceeded(MigrationStep step) => FindRun(step)?.Status == RunStatus.Success;

    internal bool HasFinished(MigrationStep step) => FindRun(step) is { IsOver: true };

    internal bool CanStart(MigrationStep step) => TakesPartIn(step) && FindRun(step) is null or { IsWaiting: true };

    internal bool TakesPartIn(MigrationStep step) => step == MigrationStep.TestRun || IsUsable;

    internal void StartRun(MigrationStep step, RunLease? lease, DateTimeOffset now)
    {
        if (FindRun(step) is { } earlier)
        {
            earlier.Resume(lease);
        }
        else
        {
            _runs.Add(new Run(step, lease, now));
        }

        Follow(ResourceStatus.Running, now);
    }

    internal void ReportProgress(MigrationStep step, RunProgress progress) => RunOf(step).Report(progress);

    internal void FinishRun(MigrationStep step, RunProgress progress, RunError? error, DateTimeOffset now)
    {
        RunOf(step).Finish(progress, error, now);
        Follow(error is null ? ResourceStatus.Success : ResourceStatus.Error, now);
    }

    internal void CrashRun(MigrationStep step, int maxAttempts, DateTimeOffset now)
    {
        RunOf(step).Crash(maxAttempts, now);
        Follow(ResourceStatus.Crashed, now);
    }

    internal void InterruptRun(MigrationStep step, DateTimeOffset now)
    {
        RunOf(step).Interrupt(now);
        Follow(ResourceStatus.Crashed, now);
    }

    internal void Retry(MigrationStep step) => FindRun(step)?.Retry();

    internal void GiveUpWaiting(MigrationStep step) => FindRun(step)?.GiveUpWaiting();

    internal void ForgetPassword() => SealedPassword = null;

    private Run RunOf(MigrationStep step) =>
        FindRun(step) ?? throw new InvalidOperationException($"The {step} of {Code} has not started.");

    private void Follow(ResourceStatus status, DateTimeOffset now) => (Status, UpdatedAt) = (status, now.ToUniversalTime());
}
