using FluentValidation;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks.Add;

internal sealed class AddWebhookValidator : AbstractValidator<AddWebhookCommand>
{
    public AddWebhookValidator() =>
        RuleFor(command => command.Url)
            .Must(Webhook.IsValidUrl)
            .WithMessage($"must be an http or https URL of at most {Webhook.MaxUrlLength} characters, without user and fragment");
}
