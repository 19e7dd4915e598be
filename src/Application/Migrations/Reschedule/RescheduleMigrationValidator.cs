using FluentValidation;
using Hosting.Migrations.Application.Migrations.Selection;

namespace Hosting.Migrations.Application.Migrations.Reschedule;

internal sealed class RescheduleMigrationValidator : AbstractValidator<RescheduleMigrationCommand>
{
    public RescheduleMigrationValidator(TimeProvider clock)
    {
        const string mustLieAhead = "must lie in the future";

        RuleFor(command => command.MovesFirst)
            .Must((command, movesFirst) => movesFirst || command.MovesSecond || command.MovesEvery || command.MovesUntil || command.Folders is not null || command.ChangesReceivedBefore || command.ChangesSizeLimit)
            .OverridePropertyName("body")
            .WithMessage($"must hold at least one of first_execution_date, second_execution_date, {RepetitionRules.Every}, {RepetitionRules.Until}, {SelectionFaults.Folders}, {SelectionFaults.ReceivedBefore} and {SelectionFaults.SizeLimit}");

        RuleFor(command => command.FirstExecutionDate)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage("must not be null: only the second execution can be taken away")
            .Must(date => date > clock.GetUtcNow())
            .WithMessage(mustLieAhead)
            .Must(date => PlannedDate.IsSoon(date, clock))
            .WithMessage(PlannedDate.NotTooFar)
            .When(command => command.MovesFirst);

        RuleFor(command => command.SecondExecutionDate)
            .Must(date => date > clock.GetUtcNow())
            .WithMessage(mustLieAhead)
            .Must(date => PlannedDate.IsSoon(date, clock))
            .WithMessage(PlannedDate.NotTooFar)
            .When(command => command.SecondExecutionDate is not null);

        this.AddSelectionRules(command => command.Folders, command => command.ReceivedBefore, command => command.SizeLimit);
        this.AddHourRule(command => command.SecondExecutionEvery);
        this.AddUntilRule(command => command.SecondExecutionUntil, clock);
        RuleFor(command => command.SecondExecutionUntil)
            .NotNull()
            .WithMessage($"must not be null: to end the repetition, set {RepetitionRules.Every} to null")
            .When(command => command.MovesUntil && !(command is { MovesEvery: true, SecondExecutionEvery: null }));
    }
}
