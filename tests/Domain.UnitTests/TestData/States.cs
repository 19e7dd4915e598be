using Hosting.Migrations.Domain.Migrations;
using static Hosting.Migrations.Domain.Migrations.MigrationStatus;
using static Hosting.Migrations.Domain.Migrations.MigrationStep;

namespace Hosting.Migrations.Domain.UnitTests.TestData;

/// <summary>The states that the design knows, written down apart from the production code's table.</summary>
internal static class States
{
    public static readonly MigrationState BeingValidated = new(Validating, TestRun);
    public static readonly MigrationState ValidationFailed = new(Failed, TestRun);
    public static readonly MigrationState AwaitingSlot = new(ToSchedule, null);
    public static readonly MigrationState FirstScheduled = new(Scheduled, FirstExecution);
    public static readonly MigrationState FirstRunning = new(Running, FirstExecution);
    public static readonly MigrationState FirstCompleted = new(Completed, FirstExecution);
    public static readonly MigrationState FirstCompletedWithErrors = new(CompletedWithErrors, FirstExecution);
    public static readonly MigrationState FirstFailed = new(Failed, FirstExecution);
    public static readonly MigrationState SecondScheduled = new(Scheduled, SecondExecution);
    public static readonly MigrationState SecondRunning = new(Running, SecondExecution);
    public static readonly MigrationState SecondCompleted = new(Completed, SecondExecution);
    public static readonly MigrationState SecondCompletedWithErrors = new(CompletedWithErrors, SecondExecution);
    public static readonly MigrationState SecondFailed = new(Failed, SecondExecution);

    public static readonly IReadOnlyList<MigrationState> All =
    [
        BeingValidated, ValidationFailed, AwaitingSlot,
        FirstScheduled, FirstRunning, FirstCompleted, FirstCompletedWithErrors, FirstFailed,
        SecondScheduled, SecondRunning, SecondCompleted, SecondCompletedWithErrors, SecondFailed,
    ];

    /// <summary>The states from which the migration goes on.</summary>
    public static readonly IReadOnlyList<MigrationState> GoingOn = [BeingValidated, AwaitingSlot, FirstScheduled, FirstRunning, SecondScheduled, SecondRunning];

    public static readonly IReadOnlyList<MigrationState> Ended = [.. All.Except(GoingOn)];

    /// <summary>The states in which runs are possible.</summary>
    public static readonly IReadOnlyList<MigrationState> UnderWay = [BeingValidated, FirstRunning, SecondRunning];

    public static readonly IReadOnlyList<MigrationState> Idle = [.. All.Except(UnderWay)];
}
