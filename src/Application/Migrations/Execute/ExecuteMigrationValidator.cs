using FluentValidation;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Execute;

internal sealed class ExecuteMigrationValidator : AbstractValidator<ExecuteMigrationCommand>
{
    public ExecuteMigrationValidator() =>
        RuleFor(command => command.Execution)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage("is required")
            .Must(execution => EnumText<Execution>.IsDefined(execution!))
            .WithMessage($"must be one of: {string.Join(", ", EnumText<Execution>.All)}");
}
