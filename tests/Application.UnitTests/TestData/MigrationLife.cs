using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.TestData;

/// <summary>Leads a migration through its life until it stands where a test wants it.</summary>
internal static class MigrationLife
{
    public static Migration LedTo(this Migration migration, MigrationState target)
    {
        while (migration.State != target)
        {
            migration.Advance(target);
        }

        return migration;
    }

    private static void Advance(this Migration migration, MigrationState target)
    {
        var second = migration.Step == MigrationStep.SecondExecution;
        switch (migration.Status)
        {
            case MigrationStatus.Validating:
                migration.Run(target, Moments.Validated);
                migration.FinishValidation(Moments.Validated);
                break;
            case MigrationStatus.ToSchedule:
                migration.Schedule(Moments.SlotFree);
                break;
            case MigrationStatus.Scheduled:
                migration.StartExecution(migration.NextExecutionDate!.Value);
                break;
            case MigrationStatus.Running:
                migration.Run(target, second ? Moments.SecondDue : Moments.FirstDue);
                migration.FinishExecution(second ? Moments.SecondDone : Moments.FirstDone);
                break;
            default:
                throw new ArgumentException($"{migration.State} does not lead to {target}.", nameof(target));
        }
    }

    /// <summary>Runs every usable resource; on the last step some or all fail, as the target needs it.</summary>
    private static void Run(this Migration migration, MigrationState target, DateTimeOffset now)
    {
        var endsHere = target.Step == migration.Step;
        foreach (var resource in migration.Resources.Where(resource => migration.Step == MigrationStep.TestRun || resource.IsUsable))
        {
            var fails = endsHere && (target.Status == MigrationStatus.Failed
                || (target.Status == MigrationStatus.CompletedWithErrors && resource.Row == 1));
            migration.StartRun(resource, now);
            migration.FinishRun(resource, RunProgress.None, fails ? new RunError(CopyFault.Auth, "the source refused the login") : null, now);
        }
    }
}
