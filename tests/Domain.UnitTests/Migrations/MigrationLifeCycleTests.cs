using Hosting.Migrations.Domain.Migrations;
using static Hosting.Migrations.Domain.Migrations.MigrationTransition;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class MigrationLifeCycleTests
{
    /// <summary>Every legal transition, written from the design. What is not here must be refused.</summary>
    private static readonly (MigrationState From, MigrationTransition Transition, MigrationState To)[] Legal =
    [
        (BeingValidated, PassValidation, AwaitingSlot),
        (BeingValidated, FailValidation, ValidationFailed),
        (AwaitingSlot, Schedule, FirstScheduled),

        (FirstScheduled, StartExecution, FirstRunning),
        (FirstRunning, AwaitSecondExecution, SecondScheduled),
        (FirstRunning, Complete, FirstCompleted),
        (FirstRunning, CompleteWithErrors, FirstCompletedWithErrors),
        (FirstRunning, Fail, FirstFailed),

        (SecondScheduled, StartExecution, SecondRunning),
        (SecondRunning, AwaitNextDelta, SecondScheduled),
        (SecondRunning, Complete, SecondCompleted),
        (SecondRunning, CompleteWithErrors, SecondCompletedWithErrors),
        (SecondRunning, Fail, SecondFailed),

        // An admin hurries the first execution until it has started, without waiting for a slot.
        (BeingValidated, ForceFirstExecution, BeingValidated),
        (AwaitingSlot, ForceFirstExecution, FirstScheduled),
        (FirstScheduled, ForceFirstExecution, FirstScheduled),

        // And the second from the first's start until its own, planning it if need be.
        (FirstRunning, ForceSecondExecution, FirstRunning),
        (SecondScheduled, ForceSecondExecution, SecondScheduled),

        // After the end of an execution the second is done, or done again.
        (FirstCompleted, ForceSecondExecution, SecondScheduled),
        (FirstCompletedWithErrors, ForceSecondExecution, SecondScheduled),
        (FirstFailed, ForceSecondExecution, SecondScheduled),
        (SecondCompleted, ForceSecondExecution, SecondScheduled),
        (SecondCompletedWithErrors, ForceSecondExecution, SecondScheduled),
        (SecondFailed, ForceSecondExecution, SecondScheduled),

        // A date can be moved until its execution has begun.
        (BeingValidated, MoveFirstExecution, BeingValidated),
        (AwaitingSlot, MoveFirstExecution, AwaitingSlot),
        (FirstScheduled, MoveFirstExecution, FirstScheduled),
        (BeingValidated, MoveSecondExecution, BeingValidated),
        (AwaitingSlot, MoveSecondExecution, AwaitingSlot),
        (FirstScheduled, MoveSecondExecution, FirstScheduled),
        (FirstRunning, MoveSecondExecution, FirstRunning),
        (SecondScheduled, MoveSecondExecution, SecondScheduled),

        // Other mail can be chosen while no execution is under way.
        (BeingValidated, SelectMail, BeingValidated),
        (AwaitingSlot, SelectMail, AwaitingSlot),
        (FirstScheduled, SelectMail, FirstScheduled),
        (SecondScheduled, SelectMail, SecondScheduled),

        // Called off, what is under way goes on to its end; before the second, the first's end is the migration's, and between deltas that of the last.
        (BeingValidated, Cancel, BeingValidated),
        (AwaitingSlot, Cancel, FirstFailed),
        (FirstScheduled, Cancel, FirstFailed),
        (FirstRunning, Cancel, FirstRunning),
        (SecondScheduled, Cancel, FirstRunning),
        (SecondScheduled, CancelNextDelta, SecondRunning),
        (SecondRunning, Cancel, SecondRunning),

        // What has ended without full success can be tried again, and so can a mailbox of which a test failed after the end.
        (ValidationFailed, Retry, BeingValidated),
        (FirstCompleted, Retry, FirstRunning),
        (SecondCompleted, Retry, SecondRunning),
        (FirstFailed, Retry, FirstRunning),
        (FirstCompletedWithErrors, Retry, FirstRunning),
        (SecondFailed, Retry, SecondRunning),
        (SecondCompletedWithErrors, Retry, SecondRunning),

        // Deleting is refused while validating or running.
        (AwaitingSlot, Delete, AwaitingSlot),
        (FirstScheduled, Delete, FirstScheduled),
        (SecondScheduled, Delete, SecondScheduled),
        (ValidationFailed, Delete, ValidationFailed),
        (FirstCompleted, Delete, FirstCompleted),
        (FirstCompletedWithErrors, Delete, FirstCompletedWithErrors),
        (FirstFailed, Delete, FirstFailed),
        (SecondCompleted, Delete, SecondCompleted),
        (SecondCompletedWithErrors, Delete, SecondCompletedWithErrors),
        (SecondFailed, Delete, SecondFailed),

        // A mailbox can be repaired anywhere.
        .. All.Select(state => (state, Repair, state)),

        // And mailboxes be added and taken out, all of it be paused and resumed, and deltas be planned, until the end.
        .. from state in GoingOn
           from transition in new[] { MoveRepetition, AddResources, RemoveResource, Pause, Resume }
           select (state, transition, state),
    ];

    private static IEnumerable<TestCaseData> LegalRows => Legal.Select(row => new TestCaseData(row.From, row.Transition, row.To));

    private static IEnumerable<TestCaseData> IllegalPairs =>
        from state in MigrationLifeCycle.States.Union(All)
        from transition in Enum.GetValues<MigrationTransition>()
        where !Legal.Any(row => row.From == state && row.Transition == transition)
        select new TestCaseData(state, transition);

    [Test]
    public void States_Always_ShouldBeTheThirteenOfTheDesign() => Assert.That(MigrationLifeCycle.States, Is.EquivalentTo(All));

    [Test]
    public void Initial_Always_ShouldBeBeingValidated() => Assert.That(MigrationLifeCycle.Initial, Is.EqualTo(BeingValidated));

    [TestCaseSource(nameof(LegalRows))]
    public void Next_WhenTransitionIsLegal_ShouldLeadToItsState(MigrationState from, MigrationTransition transition, MigrationState to) =>
        Assert.That(MigrationLifeCycle.Next(from, transition), Is.EqualTo(to));

    [TestCaseSource(nameof(LegalRows))]
    public void Allows_WhenTransitionIsLegal_ShouldBeTrue(MigrationState from, MigrationTransition transition, MigrationState to) =>
        Assert.That(MigrationLifeCycle.Allows(from, transition), Is.True, $"It leads to {to}.");

    [TestCaseSource(nameof(IllegalPairs))]
    public void Next_WhenTransitionIsIllegal_ShouldThrowWithStateAndTransition(MigrationState from, MigrationTransition transition) =>
        Assert.That(
            () => MigrationLifeCycle.Next(from, transition),
            Throws.TypeOf<IllegalTransitionException>()
                .With.Property(nameof(IllegalTransitionException.From)).EqualTo(from)
                .And.Property(nameof(IllegalTransitionException.Transition)).EqualTo(transition));

    [TestCaseSource(nameof(IllegalPairs))]
    public void Allows_WhenTransitionIsIllegal_ShouldBeFalse(MigrationState from, MigrationTransition transition) =>
        Assert.That(MigrationLifeCycle.Allows(from, transition), Is.False);
}
