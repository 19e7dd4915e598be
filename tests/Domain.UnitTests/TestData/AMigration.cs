using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests.TestData;

/// <summary>Migrations for tests, brought where they stand by their public methods alone. Every argument is optional.</summary>
internal static class AMigration
{
    public const string Code = "MG12345678";

    public static readonly CsvFile File = new("kept.csv", "uploaded.csv", 512);

    public static Migration New(
        Customer? owner = null,
        string code = Code,
        CsvFile? file = null,
        Preset preset = Preset.StandardSsl,
        ExecutionPlan? plan = null,
        IReadOnlyCollection<Mailbox>? mailboxes = null,
        DateTimeOffset? now = null) =>
        Migration.Create(
            owner ?? ACustomer.With(),
            code,
            file ?? File,
            preset,
            plan ?? new ExecutionPlan(Moments.FirstDue),
            mailboxes ?? Mailboxes(2),
            now ?? Moments.Created);

    /// <summary>A migration in a state. A second execution is planned where the state needs one.</summary>
    /// <param name="state">The state.</param>
    /// <param name="second">When the second execution is due.</param>
    /// <param name="executeNow">Whether the first execution is due when validation ends.</param>
    /// <param name="mailboxes">How many mailboxes it has.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="code">Its code.</param>
    /// <param name="tests">How their test runs ended, in order; by default as the state needs it.</param>
    public static Migration In(
        MigrationState state,
        DateTimeOffset? second = null,
        bool executeNow = false,
        int mailboxes = 2,
        Customer? owner = null,
        string code = Code,
        params RunStatus[] tests)
    {
        second ??= state.Step == MigrationStep.SecondExecution ? Moments.SecondDue : null;
        var migration = New(owner, code, plan: new ExecutionPlan(Moments.FirstDue, second, executeNow), mailboxes: Mailboxes(mailboxes));
        while (migration.State != state)
        {
            migration.Advance(state, tests);
        }

        return migration;
    }

    public static Mailbox[] Mailboxes(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new Mailbox($"user{n}@{ACustomer.Domain}", "imap.example.net", $"user{n}", SealedPassword: "sealed"))];

    /// <summary>Takes a migration one state further.</summary>
    public static void Advance(this Migration migration, MigrationState target, params RunStatus[] tests)
    {
        var second = migration.Step == MigrationStep.SecondExecution;
        switch (migration.Status)
        {
            case MigrationStatus.Validating:
                migration.Run(Moments.Created, tests.Length > 0 ? tests : OutcomesOnTheWayTo(target, migration));
                migration.FinishValidation(Moments.Validated);
                break;
            case MigrationStatus.ToSchedule:
                migration.Schedule(Moments.SlotFree);
                break;
            case MigrationStatus.Scheduled:
                migration.StartExecution(second ? Moments.SecondDue : Moments.FirstDue);
                break;
            case MigrationStatus.Running:
                migration.Run(second ? Moments.SecondDue : Moments.FirstDue, OutcomesOnTheWayTo(target, migration));
                migration.FinishExecution(second ? Moments.SecondDone : Moments.FirstDone);
                break;
            default:
                throw new ArgumentException($"{migration.State} does not lead to {target}.", nameof(target));
        }
    }

    private static RunStatus[] OutcomesOnTheWayTo(MigrationState target, Migration migration)
    {
        var outcomes = new RunStatus[migration.ResourceCount];
        var endsHere = target.Step == migration.Step;
        Array.Fill(outcomes, endsHere && target.Status == MigrationStatus.Failed ? RunStatus.Error : RunStatus.Success);
        if (endsHere && target.Status == MigrationStatus.CompletedWithErrors)
        {
            outcomes[^1] = RunStatus.Error;
        }

        return outcomes;
    }
}
