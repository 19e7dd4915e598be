using FluentValidation;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Webhooks.Add;

internal sealed class AddWebhookValidator : AbstractValidator<AddWebhookCommand>
{
    public AddWebhookValidator()
    {
        RuleFor(command => command.CustomerCode)
            .NotNull().When(command => command.Caller.IsAdmin).WithMessage("is required")
            .Must(code => code is null || CustomerCode.IsValid(code))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");

        RuleFor(command => command.Url).NotNull().WithMessage("is required").MustBeWebhookUrl();
        RuleFor(command => command.Events).MustBeEvents();
    }
}
