using FluentValidation;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Webhooks;

internal sealed class WebhookOptionsValidator : AbstractValidator<WebhookOptions>, IValidateOptions<WebhookOptions>
{
    public WebhookOptionsValidator()
    {
        RuleFor(options => options.Timeout).InclusiveBetween(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        RuleFor(options => options.Backoff).InclusiveBetween(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        RuleFor(options => options.MaxBackoff).InclusiveBetween(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        RuleFor(options => options.MaxAttempts).InclusiveBetween(1, 1_000);
    }

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var problems = Validate(options).Errors.ConvertAll(error => $"{WebhookOptions.Section}:{error.PropertyName}: {error.ErrorMessage}");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
