using FluentValidation;
using Hosting.Migrations.Application.Migrations.Create;

namespace Hosting.Migrations.Application.Migrations.Reschedule;

internal sealed class RescheduleMigrationValidator : AbstractValidator<RescheduleMigrationCommand>
{
    public RescheduleMigrationValidator(TimeProvider clock)
    {
        const string mustLieAhead = "must lie in the future";

        RuleFor(command => command.MovesFirst)
            .Must((command, movesFirst) => movesFirst || command.MovesSecond)
            .OverridePropertyName("body")
            .WithMessage("must hold first_execution_date, second_execution_date or both");

        RuleFor(command => command.FirstExecutionDate)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage("must not be null: only the second execution can be taken away")
            .Must(date => date > clock.GetUtcNow())
            .WithMessage(mustLieAhead)
            .Must(date => DateRules.IsSoon(date, clock))
            .WithMessage(DateRules.NotTooFar)
            .When(command => command.MovesFirst);

        RuleFor(command => command.SecondExecutionDate)
            .Must(date => date > clock.GetUtcNow())
            .WithMessage(mustLieAhead)
            .Must(date => DateRules.IsSoon(date, clock))
            .WithMessage(DateRules.NotTooFar)
            .When(command => command.SecondExecutionDate is not null);
    }
}
