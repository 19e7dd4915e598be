using System.Collections.Frozen;
using static Hosting.Migrations.Domain.Migrations.MigrationStatus;
using static Hosting.Migrations.Domain.Migrations.MigrationStep;
using static Hosting.Migrations.Domain.Migrations.MigrationTransition;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>The state machine of a migration: which transition leads from which state to which. What is not listed is illegal.</summary>
public static class MigrationLifeCycle
{
    private static readonly FrozenDictionary<(MigrationState From, MigrationTransition Transition), MigrationState> Table =
        new (MigrationState From, MigrationTransition Transition, MigrationState To)[]
        {
            (new(Validating, TestRun), PassValidation, new(ToSchedule, null)),
            (new(Validating, TestRun), FailValidation, new(Failed, TestRun)),
            (new(Validating, TestRun), ForceFirstExecution, new(Validating, TestRun)),
            (new(Validating, TestRun), MoveFirstExecution, new(Validating, TestRun)),
            (new(Validating, TestRun), MoveSecondExecution, new(Validating, TestRun)),
            (new(Validating, TestRun), SelectMail, new(Validating, TestRun)),
            (new(Validating, TestRun), Cancel, new(Validating, TestRun)),

            (new(ToSchedule, null), Schedule, new(Scheduled, FirstExecution)),
            (new(ToSchedule, null), ForceFirstExecution, new(Scheduled, FirstExecution)),
            (new(ToSchedule, null), MoveFirstExecution, new(ToSchedule, null)),
            (new(ToSchedule, null), MoveSecondExecution, new(ToSchedule, null)),
            (new(ToSchedule, null), SelectMail, new(ToSchedule, null)),
            (new(ToSchedule, null), Cancel, new(Failed, FirstExecution)),
            (new(ToSchedule, null), Delete, new(ToSchedule, null)),

            (new(Scheduled, FirstExecution), StartExecution, new(Running, FirstExecution)),
            (new(Scheduled, FirstExecution), ForceFirstExecution, new(Scheduled, FirstExecution)),
            (new(Scheduled, FirstExecution), MoveFirstExecution, new(Scheduled, FirstExecution)),
            (new(Scheduled, FirstExecution), MoveSecondExecution, new(Scheduled, FirstExecution)),
            (new(Scheduled, FirstExecution), SelectMail, new(Scheduled, FirstExecution)),
            (new(Scheduled, FirstExecution), Cancel, new(Failed, FirstExecution)),
            (new(Scheduled, FirstExecution), Delete, new(Scheduled, FirstExecution)),

            (new(Running, FirstExecution), AwaitSecondExecution, new(Scheduled, SecondExecution)),
            (new(Running, FirstExecution), Complete, new(Completed, FirstExecution)),
            (new(Running, FirstExecution), CompleteWithErrors, new(CompletedWithErrors, FirstExecution)),
            (new(Running, FirstExecution), Fail, new(Failed, FirstExecution)),
            (new(Running, FirstExecution), ForceSecondExecution, new(Running, FirstExecution)),
            (new(Running, FirstExecution), MoveSecondExecution, new(Running, FirstExecution)),
            (new(Running, FirstExecution), Cancel, new(Running, FirstExecution)),

            (new(Scheduled, SecondExecution), StartExecution, new(Running, SecondExecution)),
            (new(Scheduled, SecondExecution), ForceSecondExecution, new(Scheduled, SecondExecution)),
            (new(Scheduled, SecondExecution), MoveSecondExecution, new(Scheduled, SecondExecution)),
            (new(Scheduled, SecondExecution), SelectMail, new(Scheduled, SecondExecution)),
            (new(Scheduled, SecondExecution), Cancel, new(Running, FirstExecution)),
            (new(Scheduled, SecondExecution), CancelNextDelta, new(Running, SecondExecution)),
            (new(Scheduled, SecondExecution), Delete, new(Scheduled, SecondExecution)),

            (new(Running, SecondExecution), AwaitNextDelta, new(Scheduled, SecondExecution)),
            (new(Running, SecondExecution), Complete, new(Completed, SecondExecution)),
            (new(Running, SecondExecution), CompleteWithErrors, new(CompletedWithErrors, SecondExecution)),
            (new(Running, SecondExecution), Fail, new(Failed, SecondExecution)),
            (new(Running, SecondExecution), Cancel, new(Running, SecondExecution)),

            (new(Failed, TestRun), Retry, new(Validating, TestRun)),
            (new(Failed, TestRun), Delete, new(Failed, TestRun)),

            (new(Completed, FirstExecution), Retry, new(Running, FirstExecution)),
            (new(Completed, FirstExecution), ForceSecondExecution, new(Scheduled, SecondExecution)),
            (new(Completed, FirstExecution), Delete, new(Completed, FirstExecution)),
            (new(CompletedWithErrors, FirstExecution), Retry, new(Running, FirstExecution)),
            (new(CompletedWithErrors, FirstExecution), ForceSecondExecution, new(Scheduled, SecondExecution)),
            (new(CompletedWithErrors, FirstExecution), Delete, new(CompletedWithErrors, FirstExecution)),
            (new(Failed, FirstExecution), Retry, new(Running, FirstExecution)),
            (new(Failed, FirstExecution), ForceSecondExecution, new(Scheduled, SecondExecution)),
            (new(Failed, FirstExecution), Delete, new(Failed, FirstExecution)),

            (new(Completed, SecondExecution), Retry, new(Running, SecondExecution)),
            (new(Completed, SecondExecution), ForceSecondExecution, new(Scheduled, SecondExecution)),
            (new(Completed, SecondExecution), Delete, new(Completed, SecondExecution)),
            (new(CompletedWithErrors, SecondExecution), Retry, new(Running, SecondExecution)),
            (new(CompletedWithErrors, SecondExecution), ForceSecondExecution, new(Scheduled, SecondExecution)),
            (new(CompletedWithErrors, SecondExecution), Delete, new(CompletedWithErrors, SecondExecution)),
            (new(Failed, SecondExecution), Retry, new(Running, SecondExecution)),
            (new(Failed, SecondExecution), ForceSecondExecution, new(Scheduled, SecondExecution)),
            (new(Failed, SecondExecution), Delete, new(Failed, SecondExecution)),
        }
        .Concat(Staying())
        .ToFrozenDictionary(row => (row.From, row.Transition), row => row.To);

    // What leaves the state as it is, and is possible wherever the migration goes on; a repair after the end too.
    private static IEnumerable<(MigrationState From, MigrationTransition Transition, MigrationState To)> Staying()
    {
        MigrationState[] goingOn =
        [
            new(Validating, TestRun), new(ToSchedule, null), new(Scheduled, FirstExecution), new(Running, FirstExecution), new(Scheduled, SecondExecution), new(Running, SecondExecution),
        ];
        MigrationState[] ended =
        [
            new(Failed, TestRun), new(Completed, FirstExecution), new(CompletedWithErrors, FirstExecution), new(Failed, FirstExecution),
            new(Completed, SecondExecution), new(CompletedWithErrors, SecondExecution), new(Failed, SecondExecution),
        ];
        MigrationTransition[] whileGoingOn = [MoveRepetition, Repair, AddResources, RemoveResource, Pause, Resume];
        return goingOn.SelectMany(state => whileGoingOn.Select(transition => (state, transition, state)))
            .Concat(ended.Select(state => (state, Repair, state)));
    }

    /// <summary>The state in which every migration begins.</summary>
    public static MigrationState Initial { get; } = new(Validating, TestRun);

    /// <summary>Every state in which a migration can be.</summary>
    public static IReadOnlyCollection<MigrationState> States { get; } =
        [.. Table.Keys.Select(key => key.From).Concat(Table.Values).Distinct()];

    /// <summary>Whether a transition is legal in a state.</summary>
    /// <param name="from">The state.</param>
    /// <param name="transition">The transition.</param>
    public static bool Allows(MigrationState from, MigrationTransition transition) => Table.ContainsKey((from, transition));

    /// <summary>The state to which a transition leads.</summary>
    /// <param name="from">The state.</param>
    /// <param name="transition">The transition.</param>
    /// <exception cref="IllegalTransitionException">The transition is not legal in that state.</exception>
    public static MigrationState Next(MigrationState from, MigrationTransition transition) =>
        Table.TryGetValue((from, transition), out var to) ? to : throw new IllegalTransitionException(from, transition);
}
