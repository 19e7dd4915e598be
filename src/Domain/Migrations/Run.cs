namespace Hosting.Migrations.Domain.Migrations;

/// <summary>One resource in one step: its test run or one of its executions.</summary>
public sealed class Run
{
    /// <summary>The greatest length of <see cref="Error"/>, in characters.</summary>
    public const int MaxErrorLength = 500;

    internal Run(MigrationStep step, DateTimeOffset now) =>
        (Step, StartedAt, Attempts, Progress) = (step, now.ToUniversalTime(), 1, RunProgress.None);

    private Run() => Progress = RunProgress.None;

    /// <summary>The key of the resource.</summary>
    public long ResourceId { get; private set; }

    /// <summary>The step to which the run belongs.</summary>
    public MigrationStep Step { get; private set; }

    /// <summary>Where the run stands.</summary>
    public RunStatus Status { get; private set; }

    /// <summary>When the first attempt began, in UTC.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When the latest attempt ended, in UTC; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How often a worker has taken the run up; at least 1.</summary>
    public int Attempts { get; private set; }

    /// <summary>What has been done so far, over all attempts.</summary>
    public RunProgress Progress { get; private set; }

    /// <summary>Why the run ended in <see cref="RunStatus.Error"/>, for an operator to read; null otherwise. Never holds a password.</summary>
    public string? Error { get; private set; }

    internal void Report(RunProgress progress)
    {
        EnsureRunning(nameof(Report));
        Progress = progress;
    }

    internal void Finish(RunProgress progress, string? error, DateTimeOffset now)
    {
        EnsureRunning(nameof(Finish));
        Progress = progress;
        Error = error is null ? null : Shorten(error);
        End(error is null ? RunStatus.Success : RunStatus.Error, now);
    }

    internal void Crash(DateTimeOffset now)
    {
        EnsureRunning(nameof(Crash));
        End(RunStatus.Crashed, now);
    }

    internal void Resume(int maxAttempts)
    {
        if (Status != RunStatus.Crashed || Attempts >= maxAttempts)
        {
            throw new InvalidOperationException($"{nameof(Resume)} is not possible: the run is {Status} after attempt {Attempts} of {maxAttempts}.");
        }

        (Status, FinishedAt, Attempts) = (RunStatus.Running, null, Attempts + 1);
    }

    private void End(RunStatus status, DateTimeOffset now) => (Status, FinishedAt) = (status, now.ToUniversalTime());

    private static string Shorten(string text)
    {
        // Half a surrogate pair would be no text that a database takes.
        var length = Math.Min(text.Length, MaxErrorLength);
        return text[..(length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private void EnsureRunning(string what)
    {
        if (Status != RunStatus.Running)
        {
            throw new InvalidOperationException($"{what} is not possible: the run is {Status}.");
        }
    }
}
