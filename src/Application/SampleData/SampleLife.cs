using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>Leads a migration through its life, by the domain's own transitions, until it stands where it shall.</summary>
internal static class SampleLife
{
    private static readonly RunError[] Errors =
    [
        new(CopyFault.Auth, "the source refused the login"),
        new(CopyFault.Connect, "no connection to the source"),
        new(CopyFault.Quota, "the destination mailbox is full"),
    ];

    public static void Live(Migration migration, SampleState state, Random random)
    {
        if (state.Status == MigrationStatus.Validating)
        {
            return;
        }

        var now = migration.CreatedAt.AddMinutes(1);
        FinishRuns(migration, MigrationStep.TestRun, state, now, random);
        migration.FinishValidation(now);
        if (state.Status == MigrationStatus.ToSchedule || state.Step == MigrationStep.TestRun)
        {
            return;
        }

        migration.Schedule(now);
        if (random.Chance(0.03) && !migration.ExecuteNow && !state.HasSecond && !state.IsLate)
        {
            migration.ForceExecution(Execution.First, now.AddMinutes(5));
        }

        if (Execute(migration, MigrationStep.FirstExecution, state, random))
        {
            if (random.Chance(0.03) && state.Step == MigrationStep.SecondExecution && state.Status != MigrationStatus.Scheduled)
            {
                migration.ForceExecution(Execution.Second, migration.UpdatedAt.AddMinutes(30));
            }

            Execute(migration, MigrationStep.SecondExecution, state, random);
        }
    }

    /// <returns>Whether the execution is over and a second one follows.</returns>
    private static bool Execute(Migration migration, MigrationStep step, SampleState state, Random random)
    {
        if ((state.Status, state.Step) == (MigrationStatus.Scheduled, step))
        {
            return false;
        }

        var now = migration.NextExecutionDate!.Value.AddMinutes(1);
        migration.StartExecution(now);
        if ((state.Status, state.Step) == (MigrationStatus.Running, step))
        {
            migration.StartRun(migration.Resources.First(resource => resource.IsUsable), now);
            return false;
        }

        now = now.AddMinutes(2 + random.Next(120));
        FinishRuns(migration, step, state, now, random);
        migration.FinishExecution(now);
        return migration.Status == MigrationStatus.Scheduled;
    }

    private static void FinishRuns(Migration migration, MigrationStep step, SampleState state, DateTimeOffset now, Random random)
    {
        var isLast = step == state.Step;
        foreach (var resource in migration.Resources.Where(resource => step == MigrationStep.TestRun || resource.IsUsable))
        {
            migration.StartRun(resource, now);
            var fails = isLast && (state.Status == MigrationStatus.Failed
                || (state.Status == MigrationStatus.CompletedWithErrors && resource.Row > 1 && resource.Row % 2 == 0));
            migration.FinishRun(resource, Progress(step, random), fails ? random.Pick(Errors) : null, now);
        }
    }

    private static RunProgress Progress(MigrationStep step, Random random)
    {
        if (step == MigrationStep.TestRun)
        {
            return RunProgress.None;
        }

        var messages = step == MigrationStep.FirstExecution ? random.Next(20, 20_000) : random.Next(200);
        return new RunProgress(random.Next(4, 40), messages, messages, 0, 0, messages * 40_000L);
    }
}
