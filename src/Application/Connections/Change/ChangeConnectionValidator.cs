using FluentValidation;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Connections.Change;

/// <summary>The rules that need nothing stored; which secret fits is told by the handler.</summary>
internal sealed class ChangeConnectionValidator : AbstractValidator<ChangeConnectionCommand>
{
    public ChangeConnectionValidator()
    {
        RuleFor(command => command.Name).MustBeConnectionName();
        RuleFor(command => command.Mailbox)
            .NotNull().When(command => command.RefreshToken is not null).WithMessage("is required with refresh_token")
            .MustBePlain(Mailbox.MaxUserLength);
        RuleFor(command => command.RefreshToken)
            .NotNull().When(command => command.Mailbox is not null).WithMessage("is required with mailbox")
            .MustBeRefreshToken();
    }
}
