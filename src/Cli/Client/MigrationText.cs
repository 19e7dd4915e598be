using System.Globalization;

namespace Hosting.Migrations.Cli.Client;

/// <summary>Migrations as people read them.</summary>
internal static class MigrationText
{
    private const double Megabyte = 1e6;

    /// <summary>A row for each migration.</summary>
    public static Table TableOf(IEnumerable<MigrationAnswer> migrations)
    {
        var table = new Table("CODE", "STATUS", "MAILBOXES", "ERRORS", "FIRST EXECUTION", "SECOND EXECUTION", "OWNER", "FILE");
        foreach (var migration in migrations)
        {
            table.Add(
                migration.Code,
                StatusOf(migration.Status, migration.StatusDetail) + (migration.IsLate ? ", late" : string.Empty),
                Count(migration.Resources),
                migration.ResourcesHasErrors ? "yes" : "-",
                MomentOf(migration.FirstExecutionDate),
                MomentOf(migration.SecondExecutionDate),
                migration.Owner,
                migration.OriginalCsvFileName);
        }

        return table;
    }

    /// <summary>A status with the step that it speaks of.</summary>
    public static string StatusOf(string status, string? detail) => detail is null ? status : $"{status}, {detail}";

    /// <summary>A moment to the minute, in UTC.</summary>
    public static string MomentOf(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How far a step has come, in one line.</summary>
    public static string Describe(ProgressAnswer progress)
    {
        var boxes = progress.Mailboxes;
        var line = $"{progress.Percent} %, {Count(boxes.Success)} of {Count(boxes.Total)} mailboxes done, {Count(boxes.Failed)} failed, {Count(boxes.Running)} running, {Count(boxes.Waiting)} waiting; "
            + $"{Count(progress.Messages.Copied)} messages copied of {Count(progress.Messages.Total)} ({SizeOf(progress.BytesCopied)})";
        return line + (progress.Rate > 0 ? $", {SizeOf(progress.Rate)}/s" : string.Empty) + (progress.EtaSeconds is { } seconds ? $", {Rest(TimeSpan.FromSeconds(seconds))} left" : string.Empty);
    }

    /// <summary>How far the mailboxes are, in one line.</summary>
    public static string Describe(ProgressEvent progress) =>
        $"{Count(progress.Success)} mailboxes done, {Count(progress.Failed)} failed, {Count(progress.Running)} running, {Count(progress.Pending)} waiting; "
        + $"{Count(progress.MessagesCopied)} messages copied of {Count(progress.MessagesTotal)} ({SizeOf(progress.BytesCopied)})";

    private static string SizeOf(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:N1} MB");

    private static string Rest(TimeSpan rest) => rest switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => $"{rest.Minutes} min",
        _ => $"{(long)rest.TotalHours} h {rest.Minutes} min",
    };
}
