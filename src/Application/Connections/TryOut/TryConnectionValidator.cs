using FluentValidation;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Connections.TryOut;

internal sealed class TryConnectionValidator : AbstractValidator<TryConnectionCommand>
{
    public TryConnectionValidator()
    {
        RuleFor(command => command.Mailbox).NotNull().WithMessage("is required").MustBePlain(Mailbox.MaxUserLength);
        RuleFor(command => command.Preset)
            .Must(preset => preset is null || EnumText<Preset>.IsDefined(preset))
            .WithMessage($"must be one of: {string.Join(", ", EnumText<Preset>.All)}");
    }
}
