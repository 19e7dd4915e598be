using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.TestData;

/// <summary>Migrations for tests, brought where they stand by their public methods alone. Every argument is optional.</summary>
internal static class AMigration
{
    public static Migration New(
        string code = "MG12345678",
        string owner = "C1001",
        CsvFile? file = null,
        Preset preset = Preset.StandardSsl,
        ExecutionPlan? plan = null,
        int mailboxes = 2,
        string? sealedPassword = null) =>
        Migration.Create(
            ACustomer.Stored(7, owner),
            code,
            file ?? new CsvFile("kept.csv", "uploaded.csv", 512),
            preset,
            plan ?? new ExecutionPlan(Moments.FirstDue),
            [.. Enumerable.Range(1, mailboxes).Select(row => new Mailbox($"user{row}@{ACustomer.Domain}", "imap.example.net", $"user{row}", null, sealedPassword))],
            Moments.Created);

    /// <summary>A migration in a state. A second execution is planned where the state needs one.</summary>
    public static Migration In(MigrationStatus status, MigrationStep? step = null)
    {
        DateTimeOffset? second = step == MigrationStep.SecondExecution ? Moments.SecondDue : null;
        return New(plan: new ExecutionPlan(Moments.FirstDue, second)).LedTo(new MigrationState(status, step));
    }

    /// <summary>A migration whose first execution is due at a moment and has not started.</summary>
    public static Migration Due(DateTimeOffset due) =>
        New(plan: new ExecutionPlan(due)).LedTo(new MigrationState(MigrationStatus.Scheduled, MigrationStep.FirstExecution));
}
