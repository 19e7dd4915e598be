using FluentValidation;

namespace Hosting.Migrations.Application.Webhooks.Change;

internal sealed class ChangeWebhookValidator : AbstractValidator<ChangeWebhookCommand>
{
    public ChangeWebhookValidator()
    {
        RuleFor(command => command.Url).MustBeWebhookUrl();
        RuleFor(command => command.Events).MustBeEvents();
    }
}
