using System.Text.Json;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests.TestData;

/// <summary>What tests do with a migration, in one word each.</summary>
internal static class MigrationActs
{
    public static readonly RunError Failure = new(CopyFault.Auth, "LOGIN: AUTHENTICATIONFAILED");

    /// <summary>Gives the resources that take part in the step under way their runs, in order: started, and brought to an outcome.</summary>
    public static Migration Run(this Migration migration, DateTimeOffset now, params RunStatus[] outcomes)
    {
        var taking = migration.Resources.Where(resource => migration.Step == MigrationStep.TestRun || resource.IsUsable).ToList();
        foreach (var (resource, outcome) in taking.Zip(outcomes))
        {
            migration.StartRun(resource, now);
            migration.End(resource, outcome, now);
        }

        return migration;
    }

    /// <summary>Brings a started run to an outcome; <see cref="RunStatus.Running"/> leaves it under way.</summary>
    public static void End(this Migration migration, MigrationResource resource, RunStatus outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case RunStatus.Success:
                migration.FinishRun(resource, RunProgress.None, null, now);
                break;
            case RunStatus.Error:
                migration.FinishRun(resource, RunProgress.None, Failure, now);
                break;
            case RunStatus.Crashed:
                migration.CrashRun(resource, maxAttempts: 1, now);
                break;
        }
    }

    public static Migration Then(this Migration migration, Action<Migration> act)
    {
        act(migration);
        return migration;
    }

    /// <summary>All that can be seen of a migration, its resources and their runs.</summary>
    public static string Snapshot(this Migration migration) => JsonSerializer.Serialize(migration);
}
