namespace Hosting.Migrations.Domain.Migrations;

/// <summary>One resource in one step: its test run or one of its executions.</summary>
public sealed class Run
{
    /// <summary>What a run waits for that was handed back or asked for again.</summary>
    public const string Worker = "worker";

    /// <summary>The greatest length of <see cref="Error"/>, in characters.</summary>
    public const int MaxErrorLength = 500;

    internal Run(MigrationStep step, DateTimeOffset now)
    {
        (Step, Progress) = (step, RunProgress.None);
        Begin(now);
    }

    private Run() => Progress = RunProgress.None;

    /// <summary>A run that is put off, or asked for, before it has begun.</summary>
    internal static Run NotBegun(MigrationStep step, DateTimeOffset now) =>
        new() { Step = step, Status = RunStatus.Error, StartedAt = now.ToUniversalTime(), IsWaiting = true };

    /// <summary>The key of the resource.</summary>
    public long ResourceId { get; private set; }

    /// <summary>The step to which the run belongs.</summary>
    public MigrationStep Step { get; private set; }

    private const string CalledOff = "the migration was called off before a worker went on; what has been copied stays";

    /// <summary>Where the run stands.</summary>
    public RunStatus Status { get; private set; }

    /// <summary>When the first attempt began since the run was last asked for, in UTC.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When the latest attempt ended, in UTC; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How often a worker has taken the run up; 0 for one that was put off, or asked for, before it began.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many workers died during the run, one after the other, without having come further than those before them.</summary>
    public int Crashes { get; private set; }

    /// <summary>How many messages were settled when a worker died that had come further than those before it; 0 = none has since the run was last asked for.</summary>
    public long SettledAtCrash { get; private set; }

    /// <summary>How many attempts, one after the other, have ended in a fault of ours.</summary>
    public int FaultsOfOurs { get; private set; }

    /// <summary>Whether the run waits to be taken up again, from where it stopped.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Whether the run was asked for again, and has not begun since.</summary>
    public bool IsAskedAgain { get; private set; }

    /// <summary>Whether the run is to try a login that was given since it last ended. It does so until a server has answered, whatever was refused before.</summary>
    public bool TriesNewLogin { get; private set; }

    /// <summary>Since when the run waits because its login was refused for other mailboxes, in UTC; null = that is not why.</summary>
    public DateTimeOffset? PutOffAt { get; private set; }

    /// <summary>What has been done so far: by the attempt under way, or the latest one.</summary>
    public RunProgress Progress { get; private set; }

    /// <summary>Bytes copied a second, over the last seconds; 0 while nothing is copied.</summary>
    public long BytesPerSecond { get; private set; }

    /// <summary>What the run waits for: <see cref="Worker"/>, or at a server, such as <c>throttled</c>; null while it works.</summary>
    public string? WaitsFor { get; private set; }

    /// <summary>Why the latest attempt ended in <see cref="RunStatus.Error"/>; null otherwise.</summary>
    public CopyFault? Fault { get; private set; }

    /// <summary>The same for an operator to read; null otherwise. Never holds a password.</summary>
    public string? Error { get; private set; }

    /// <summary>How long the run will still take if it goes on like this: the messages left, each as large as those copied; null where that is not known.</summary>
    public long? SecondsLeft =>
        Status == RunStatus.Running && BytesPerSecond > 0 && Progress.MessagesCopied > 0
            ? (long)Math.Ceiling((double)Progress.BytesCopied / Progress.MessagesCopied * Progress.MessagesLeft / BytesPerSecond)
            : null;

    /// <summary>Whether the run was under way, and will go on where it stopped: the worker had to stop, which is no fault of the run.</summary>
    public bool IsHandedBack => Status == RunStatus.Crashed && WaitsFor == Worker && !IsAskedAgain;

    /// <summary>Whether there is anything to be told of the run: it has begun, or was put off.</summary>
    public bool HasNews => Attempts > 0 || Fault is not null;

    internal bool IsOver => Status != RunStatus.Running && !IsWaiting;

    internal void Report(RunProgress progress)
    {
        EnsureRunning(nameof(Report));
        Progress = progress;
    }

    internal void Finish(RunProgress progress, RunError? error, DateTimeOffset now)
    {
        EnsureRunning(nameof(Finish));
        (Progress, TriesNewLogin, FaultsOfOurs) = (progress, false, 0);
        End(error, RunStatus.Success, now);
    }

    internal void Crash(int maxAttempts, DateTimeOffset now)
    {
        EnsureRunning(nameof(Crash));
        (Crashes, SettledAtCrash) = Progress.MessagesSettled > SettledAtCrash ? (1, Progress.MessagesSettled) : (Crashes + 1, SettledAtCrash);
        IsWaiting = Crashes < maxAttempts;
        Progress = IsWaiting ? Progress : Progress.Ended();
        End(RunStatus.Crashed, now);
    }

    internal void HandBack(RunProgress progress, RunError? error, DateTimeOffset now)
    {
        EnsureRunning(nameof(HandBack));
        (Progress, IsWaiting) = (progress, true);
        FaultsOfOurs = error is null ? FaultsOfOurs : error.Fault == CopyFault.Internal ? FaultsOfOurs + 1 : 0;
        End(error, RunStatus.Crashed, now);
        WaitsFor = Worker;
    }

    internal void PutOff(RunError error, DateTimeOffset now)
    {
        EnsureWaiting(nameof(PutOff));
        PutOffAt ??= now.ToUniversalTime();
        End(error, RunStatus.Error, now);
    }

    internal void Resume(DateTimeOffset now)
    {
        EnsureWaiting(nameof(Resume));
        (FinishedAt, Fault, Error, IsWaiting) = (null, null, null, false);
        Begin(now);
    }

    /// <summary>Has a run wait to be done again, with all attempts and all the time. One that is under way stays as it is.</summary>
    internal void AskAgain()
    {
        if (Status != RunStatus.Running)
        {
            (IsWaiting, IsAskedAgain, Crashes, SettledAtCrash, FaultsOfOurs, WaitsFor, PutOffAt) = (true, true, 0, 0, 0, Worker, null);
        }
    }

    /// <summary>Has a run wait to be done again with a login that was just given.</summary>
    internal void AskAgainWithNewLogin()
    {
        AskAgain();
        TriesNewLogin = IsAskedAgain;
    }

    /// <returns>Whether it had been handed back in the middle, and is called off by this.</returns>
    internal bool GiveUpWaiting()
    {
        if (!IsWaiting)
        {
            return false;
        }

        // Nobody died of it.
        var isHandedBack = Status == RunStatus.Crashed && Crashes == 0;
        if (isHandedBack)
        {
            (Status, Fault, Error) = (RunStatus.Error, CopyFault.Cancelled, CalledOff);
        }

        (IsWaiting, IsAskedAgain, TriesNewLogin, WaitsFor, PutOffAt, Progress) = (false, false, false, null, null, Progress.Ended());
        return isHandedBack;
    }

    private void Begin(DateTimeOffset now)
    {
        if (Attempts == 0 || IsAskedAgain)
        {
            (StartedAt, IsAskedAgain) = (now.ToUniversalTime(), false);
        }

        (Status, WaitsFor, PutOffAt, Attempts) = (RunStatus.Running, null, null, Attempts + 1);
    }

    private void End(RunError? error, RunStatus otherwise, DateTimeOffset now)
    {
        Fault = error?.Fault;
        Error = error is null ? null : ForeignText.Clean(error.Reason, MaxErrorLength);
        End(error is null ? otherwise : RunStatus.Error, now);
    }

    private void End(RunStatus status, DateTimeOffset now)
    {
        (Status, FinishedAt) = (status, now.ToUniversalTime());
        (BytesPerSecond, WaitsFor) = (0, null);
    }

    private void EnsureWaiting(string what)
    {
        if (!IsWaiting)
        {
            throw new InvalidOperationException($"{what} is not possible: the run is {Status} after {Attempts} attempts.");
        }
    }

    private void EnsureRunning(string what)
    {
        if (Status != RunStatus.Running)
        {
            throw new InvalidOperationException($"{what} is not possible: the run is {Status}.");
        }
    }
}
