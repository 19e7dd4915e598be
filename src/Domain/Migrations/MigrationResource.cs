using System.Globalization;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>One mailbox of a migration: one row of its CSV file.</summary>
public sealed class MigrationResource
{
    /// <summary>What every code looks like, as a regular expression.</summary>
    public const string CodePattern = "^MG[0-9]{8}-[1-9][0-9]{0,8}$";

    private readonly List<Run> _runs = [];

    internal MigrationResource(string migrationCode, int row, Mailbox mailbox, DateTimeOffset now)
    {
        Code = string.Create(CultureInfo.InvariantCulture, $"{migrationCode}-{row}");
        Row = row;
        (LocalEmail, RemoteServer, RemoteUsername, MasterUser, SealedPassword, ConnectionId) = mailbox;
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

    /// <summary>The password of the user or the master user, encrypted; null once it has been erased, some time after the migration has ended.</summary>
    public string? SealedPassword { get; private set; }

    /// <summary>
    /// The id of the connection that logs in, in the place of a password; null where none does, and once it has been forgotten, as a password is erased.
    /// </summary>
    public string? ConnectionId { get; private set; }

    /// <summary>Whether there is anything to log in with: without it nothing can be done for the resource.</summary>
    public bool HasLogin => ToLogin().IsThere;

    /// <summary>Where the resource stands.</summary>
    public ResourceStatus Status { get; private set; }

    /// <summary>When the resource was added, in UTC: with its migration, or later.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a run of the resource last started or ended, or its login was replaced, in UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The runs so far, at most one for each step.</summary>
    public IReadOnlyCollection<Run> Runs => _runs;

    /// <summary>Whether the test run succeeded, so that the executions include this resource.</summary>
    public bool IsUsable => HasSucceeded(MigrationStep.TestRun);

    /// <summary>Whether the latest run ended in an error or a crash.</summary>
    public bool HasError => Status is ResourceStatus.Error or ResourceStatus.Crashed;

    /// <summary>The run of a step, if it has started.</summary>
    /// <param name="step">The step.</param>
    public Run? FindRun(MigrationStep step) => _runs.Find(run => run.Step == step);

    /// <summary>The run that began, was put off or ended last; null before there is one.</summary>
    public Run? FindLatestRun() => _runs.Where(run => run.HasNews).MaxBy(run => (run.FinishedAt ?? DateTimeOffset.MaxValue, run.Step));

    /// <summary>Where the mailbox comes from, and how to log in there.</summary>
    public SourceLogin ToLogin() => new(RemoteServer, RemoteUsername, MasterUser, SealedPassword, ConnectionId);

    /// <summary>Whether a worker is busy with the resource.</summary>
    public bool IsRunning => Status == ResourceStatus.Running;

    /// <summary>Whether the test run has not been yet, waits or is under way, so that nobody knows whether the executions will include this resource.</summary>
    internal bool AwaitsTest => FindRun(MigrationStep.TestRun) is null or { IsOver: false };

    /// <summary>Whether the run of a step succeeded, and is not to be done again.</summary>
    internal bool HasSucceeded(MigrationStep step) => FindRun(step) is { Status: RunStatus.Success, IsWaiting: false };

    /// <summary>Whether nothing is left to be done in a step: its run succeeded, and none has failed since.</summary>
    internal bool IsDone(MigrationStep step) => HasSucceeded(step) && Status == ResourceStatus.Success;

    /// <summary>Whether the step would begin for this resource without anybody's asking for it again.</summary>
    internal bool HasNotBegun(MigrationStep step) => FindRun(MigrationStep.TestRun) is null || (TakesPartIn(step) && FindRun(step) is null);

    internal bool HasFinished(MigrationStep step) => FindRun(step) is { IsOver: true };

    internal bool TakesPartIn(MigrationStep step) => step == MigrationStep.TestRun || IsUsable;

    /// <summary>Whether the run of a step is to be started, or taken up again.</summary>
    /// <param name="step">The step that is under way.</param>
    public bool CanStart(MigrationStep step) => TakesPartIn(step) && FindRun(step) is null or { IsWaiting: true };

    /// <summary>Starts the run of a step, or takes it up again where it waits for that.</summary>
    /// <param name="step">The step that is under way.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The run; its number of attempts tells this one from any other.</returns>
    /// <exception cref="InvalidOperationException"><see cref="CanStart"/> says no.</exception>
    public Run StartRun(MigrationStep step, DateTimeOffset now)
    {
        EnsureCanStart(step);
        var run = FindRun(step);
        if (run is null)
        {
            run = new Run(step, now);
            _runs.Add(run);
        }
        else
        {
            run.Resume(now);
        }

        Follow(ResourceStatus.Running, now);
        return run;
    }

    /// <summary>Ends a run.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="progress">What was done.</param>
    /// <param name="error">Why it failed; null = it succeeded.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void FinishRun(MigrationStep step, RunProgress progress, RunError? error, DateTimeOffset now)
    {
        RunOf(step).Finish(progress, error, now);
        Follow(error is null ? ResourceStatus.Success : ResourceStatus.Error, now);
    }

    /// <summary>Notes that the worker died during a run. The run waits to be taken up again while attempts are left.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="maxAttempts">How many workers may die of a run without having come further than those before them; at least 1.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void CrashRun(MigrationStep step, int maxAttempts, DateTimeOffset now)
    {
        RunOf(step).Crash(maxAttempts, now);
        Follow(ResourceStatus.Crashed, now);
    }

    /// <summary>Hands a run back, which is no fault of the run: it waits to be taken up again from where it stopped.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="progress">What was done so far.</param>
    /// <param name="now">The moment.</param>
    /// <param name="error">What it waits to pass; null = the worker had to stop.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void HandBackRun(MigrationStep step, RunProgress progress, DateTimeOffset now, RunError? error = null)
    {
        RunOf(step).HandBack(progress, error, now);
        Follow(error is null ? ResourceStatus.Pending : ResourceStatus.Error, now);
    }

    /// <summary>Has a run wait whose login was refused for other mailboxes. That is no attempt.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="error">Why, and what can be done about it.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException"><see cref="CanStart"/> says no.</exception>
    public void PutOffRun(MigrationStep step, RunError error, DateTimeOffset now)
    {
        if (FindRun(step) is not { } run)
        {
            EnsureCanStart(step);
            run = Run.NotBegun(step, now);
            _runs.Add(run);
        }

        run.PutOff(error, now);
        Follow(ResourceStatus.Error, now);
    }

    /// <summary>Has a run that was put off wait no longer: why it was put off is its verdict.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="error">The verdict.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run does not wait.</exception>
    public void GiveUpRun(MigrationStep step, RunError error, DateTimeOffset now)
    {
        var run = RunOf(step);
        run.PutOff(error, now);
        run.GiveUpWaiting();
        Follow(ResourceStatus.Error, now);
    }

    /// <summary>Whether a run waits because its login was refused for other mailboxes.</summary>
    public bool WaitsForLogin() => _runs.Exists(run => run is { IsWaiting: true, PutOffAt: not null });

    internal void ReportProgress(MigrationStep step, RunProgress progress) => RunOf(step).Report(progress);

    /// <summary>Has what is no success in a step be done again, the test first where that is none.</summary>
    internal void Retry(MigrationStep step)
    {
        if (!IsUsable)
        {
            FindRun(MigrationStep.TestRun)?.AskAgain();
        }

        if (!HasSucceeded(step))
        {
            FindRun(step)?.AskAgain();
        }
    }

    /// <summary>Has a step be done again whatever came of it before.</summary>
    internal void Repeat(MigrationStep step) => FindRun(step)?.AskAgain();

    /// <summary>Has the test be done, be it for the first time, whatever else its migration does.</summary>
    internal void AskForTest(DateTimeOffset now) => TestOf(now).AskAgain();

    /// <summary>Takes another login, which is tested again; then what failed in the step under way is done again.</summary>
    internal void Repair(SourceLogin login, MigrationStep? underWay, DateTimeOffset now)
    {
        (RemoteServer, RemoteUsername, MasterUser, SealedPassword, ConnectionId) = login;
        TestOf(now).AskAgainWithNewLogin();
        if (underWay is { } step && !HasSucceeded(step))
        {
            Repeat(step);
        }

        UpdatedAt = now.ToUniversalTime();
    }

    internal void GiveUpWaiting(DateTimeOffset now)
    {
        if (_runs.FindAll(run => run.GiveUpWaiting()).Count > 0)
        {
            Follow(ResourceStatus.Error, now);
        }
    }

    private void EnsureCanStart(MigrationStep step)
    {
        if (!CanStart(step))
        {
            throw new InvalidOperationException($"The {step} of {Code} can't be started: it has been, or the resource does not take part.");
        }
    }

    private Run TestOf(DateTimeOffset now)
    {
        if (FindRun(MigrationStep.TestRun) is not { } test)
        {
            test = Run.NotBegun(MigrationStep.TestRun, now);
            _runs.Add(test);
        }

        return test;
    }

    private Run RunOf(MigrationStep step) =>
        FindRun(step) ?? throw new InvalidOperationException($"The {step} of {Code} has not started.");

    private void Follow(ResourceStatus status, DateTimeOffset now) => (Status, UpdatedAt) = (status, now.ToUniversalTime());
}
