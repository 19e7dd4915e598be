using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Deltas that follow one another until a last date.</summary>
[TestFixture]
internal sealed class RepetitionTests
{
    private static readonly DateTimeOffset LastDate = SecondDue.AddDays(3);
    private static readonly Repetition Daily = new(24, LastDate);

    [TestCase(0, 24, TestName = "NextAfter_WhenTheOneBeforeEndsInTime_ShouldBeADayLater")]
    [TestCase(24, 48, TestName = "NextAfter_WhenTheNextIsDueAtThatMoment_ShouldBeTheOneAfter")]
    [TestCase(60, 72, TestName = "NextAfter_WhenDatesHavePassed_ShouldLeaveThemOut")]
    [TestCase(-1, 24, TestName = "NextAfter_WhenAClockIsBehind_ShouldNotBeTheSameAgain")]
    public void NextAfter_WhenTheLastDateIsAhead_ShouldBeAfterBoth(int endedAfter, int next) =>
        Assert.That(Daily.NextAfter(SecondDue, SecondDue.AddHours(endedAfter)), Is.EqualTo(SecondDue.AddHours(next)));

    [Test]
    public void NextAfter_WhenTheLastDateIsOver_ShouldBeNone() =>
        Assert.That(Daily.NextAfter(SecondDue, LastDate), Is.Null);

    [Test]
    public void Create_WhenARepetitionIsPlanned_ShouldKeepIt()
    {
        var migration = AMigration.New(plan: Plan(new Repetition(24, LastDate.Elsewhere())));

        Assert.That(
            (migration.SecondExecutionEvery, migration.SecondExecutionUntil, migration.SecondExecutionUntil?.Offset),
            Is.EqualTo(((int?)24, (DateTimeOffset?)LastDate, (TimeSpan?)TimeSpan.Zero)));
    }

    private static IEnumerable<ExecutionPlan> BadPlans =>
    [
        new(FirstDue, Repetition: Daily),
        Plan(Daily with { Hours = Repetition.MinHours - 1 }),
        Plan(Daily with { Hours = Repetition.MaxHours + 1 }),
        Plan(Daily with { Until = SecondDue }),
    ];

    [TestCaseSource(nameof(BadPlans))]
    public void Create_WhenTheRepetitionDoesNotFit_ShouldThrow(ExecutionPlan plan) =>
        Assert.That(() => AMigration.New(plan: plan), Throws.TypeOf<ArgumentException>());

    [Test]
    public void FinishExecution_WhenDeltasArePlanned_ShouldDoThemUntilTheLastDate()
    {
        var migration = Repeated(SecondRunning);
        List<DateTimeOffset?> dates = [];
        while (migration.Status == MigrationStatus.Running)
        {
            var now = migration.SecondExecutionDate!.Value.AddHours(1);
            migration.Run(now, RunStatus.Success, RunStatus.Success).FinishStepIfOver(now);
            dates.Add(migration.NextExecutionDate);
            if (!migration.Status.HasEnded())
            {
                Assert.That(migration.State, Is.EqualTo(SecondScheduled));
                migration.StartExecution(migration.NextExecutionDate!.Value);
                Assert.That(migration.Resources.Select(migration.CanStartRun), Is.All.True);
            }
        }

        Assert.That(dates, Is.EqualTo(new DateTimeOffset?[] { SecondDue.AddDays(1), SecondDue.AddDays(2), LastDate, null }));
        Assert.That((migration.State, migration.Resources[0].FindRun(MigrationStep.SecondExecution)!.Attempts), Is.EqualTo((SecondCompleted, 4)));
    }

    [TestCase(RunStatus.Error)]
    [TestCase(RunStatus.Crashed)]
    public void FinishExecution_WhenADeltaFails_ShouldTryItAgainWithTheNext(RunStatus outcome)
    {
        var migration = Repeated(SecondRunning).Run(SecondDue, outcome, outcome).Then(it => it.FinishStepIfOver(SecondDone));
        Assert.That((migration.State, migration.ResourcesHasErrors), Is.EqualTo((SecondScheduled, true)));

        migration.StartExecution(SecondDue.AddDays(1));

        Assert.That(migration.Resources.Select(migration.CanStartRun), Is.All.True);
    }

    [Test]
    public void FinishExecution_WhenTheDeltaWasForced_ShouldCountFromThere()
    {
        var forced = SecondDue.AddHours(-12);
        var migration = Repeated(SecondScheduled).Then(it => it.ForceExecution(Execution.Second, forced)).Then(it => it.StartExecution(forced));

        migration.Run(forced, RunStatus.Success, RunStatus.Success).FinishStepIfOver(forced.AddMinutes(1));

        Assert.That((migration.SecondExecutionDate, migration.AdminSecondExecutionOverride), Is.EqualTo(((DateTimeOffset?)forced.AddDays(1), false)));
    }

    [Test]
    public void Cancel_WhenADeltaIsUnderWay_ShouldPlanNoFurtherOne()
    {
        var migration = Repeated(SecondRunning).Run(SecondDue, RunStatus.Success, RunStatus.Running).Then(it => it.Cancel(SecondDue));

        migration.End(migration.Resources[1], RunStatus.Success, SecondDone);
        migration.FinishStepIfOver(SecondDone);

        Assert.That((migration.State, migration.Repetition), Is.EqualTo((SecondCompleted, (Repetition?)null)));
    }

    [Test]
    public void Cancel_WhenTheNextDeltaIsWaitedFor_ShouldEndAsTheLastOneDid()
    {
        var migration = Repeated(SecondRunning).Run(SecondDue, RunStatus.Success, RunStatus.Error).Then(it => it.FinishStepIfOver(SecondDone));

        migration.Cancel(Later);

        Assert.That((migration.State, migration.IsCancelled, migration.Repetition), Is.EqualTo((SecondCompletedWithErrors, true, (Repetition?)null)));
    }

    [Test]
    public void Retry_WhenDeltasWereCalledOff_ShouldDoWhatFailedAndNoFurtherDelta()
    {
        var migration = Repeated(SecondRunning).Run(SecondDue, RunStatus.Success, RunStatus.Error).Then(it => it.FinishStepIfOver(SecondDone)).Then(it => it.Cancel(SecondDone));

        migration.Retry(SecondDone);
        Assert.That(migration.Resources.Select(migration.CanStartRun), Is.EqualTo(new[] { false, true }));
        migration.StartRun(migration.Resources[1], SecondDone);
        migration.End(migration.Resources[1], RunStatus.Success, SecondDone);
        migration.FinishStepIfOver(SecondDone);

        Assert.That(migration.State, Is.EqualTo(SecondCompleted));
    }

    [Test]
    public void Resume_WhenDatesPassedDuringThePause_ShouldDoOneDeltaAndGoOnAfterThem()
    {
        var migration = Repeated(SecondScheduled).Then(it => it.Pause(FirstDone));
        Assert.That(() => migration.StartExecution(SecondDue.AddHours(50)), Throws.TypeOf<IllegalTransitionException>());

        migration.Resume(SecondDue.AddHours(50));
        migration.StartExecution(SecondDue.AddHours(50));
        migration.Run(SecondDue.AddHours(50), RunStatus.Success, RunStatus.Success).FinishStepIfOver(SecondDue.AddHours(51));

        Assert.That((migration.State, migration.SecondExecutionDate), Is.EqualTo((SecondScheduled, (DateTimeOffset?)LastDate)));
    }

    [Test]
    public void ForceExecution_WhenTheLastDateIsOver_ShouldDoItOnceMore()
    {
        var migration = Repeated(SecondRunning).Run(SecondDue, RunStatus.Success, RunStatus.Success).Then(it => it.FinishStepIfOver(LastDate));
        Assert.That(migration.State, Is.EqualTo(SecondCompleted));

        migration.ForceExecution(Execution.Second, Later);

        Assert.That((migration.State, migration.Repetition), Is.EqualTo((SecondScheduled, (Repetition?)null)));
    }

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public void Reschedule_WhenTheMigrationGoesOn_ShouldPlanAndTakeAwayTheRepetition(MigrationState state)
    {
        var migration = AMigration.In(state, second: SecondDue);

        migration.Reschedule(DatesOf(migration, Daily), Created);
        Assert.That(migration.Repetition, Is.EqualTo(Daily));

        migration.Reschedule(DatesOf(migration, null), Created);
        Assert.That(migration.Repetition, Is.Null);
    }

    [TestCaseSource(typeof(States), nameof(Ended))]
    public void Reschedule_WhenTheMigrationHasEnded_ShouldRefuseTheRepetition(MigrationState state)
    {
        var migration = AMigration.In(state, second: state.Step == MigrationStep.FirstExecution ? null : SecondDue);
        var before = migration.Snapshot();

        Assert.That(() => migration.Reschedule(DatesOf(migration, Daily), Later), Throws.TypeOf<IllegalTransitionException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public void Reschedule_WhenTheSecondMovesPastTheLastDate_ShouldBeRefused()
    {
        var migration = Repeated(FirstScheduled);
        var before = migration.Snapshot();

        Assert.That(() => migration.Reschedule(new(FirstDue, LastDate, Daily), Created), Throws.TypeOf<ArgumentException>());
        Assert.That(() => migration.Reschedule(new(FirstDue, null, Daily), Created), Throws.TypeOf<ArgumentException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public void Reschedule_WhenAnAdminHadForcedTheFirstPastTheSecond_ShouldStillChangeTheRepetition()
    {
        var migration = AMigration.In(FirstScheduled, second: SecondDue).Then(it => it.ForceExecution(Execution.First, SecondDue.AddHours(1)));

        migration.Reschedule(DatesOf(migration, Daily), SecondDue.AddHours(1));

        Assert.That(migration.Repetition, Is.EqualTo(Daily));
    }

    private static ExecutionPlan Plan(Repetition repetition) => new(FirstDue, SecondDue, Repetition: repetition);

    private static ExecutionDates DatesOf(Migration migration, Repetition? repetition) => ExecutionDates.Of(migration) with { Repetition = repetition };

    private static Migration Repeated(MigrationState state)
    {
        var migration = AMigration.In(state, second: SecondDue);
        migration.Reschedule(DatesOf(migration, Daily), migration.UpdatedAt);
        return migration;
    }
}
