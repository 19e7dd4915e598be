using FluentValidation;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>The rules for what a webhook has, whoever gives it to it.</summary>
internal static class WebhookRules
{
    public static IRuleBuilderOptions<T, string?> MustBeWebhookUrl<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(url => url is null || Webhook.IsValidUrl(url))
        .WithMessage($"must be an http or https URL of at most {Webhook.MaxUrlLength} characters, without user and fragment");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> MustBeEvents<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(events => events is null || WebhookEvents.AreValid(events))
        .WithMessage($"must be one or more of {string.Join(", ", WebhookEvents.All)}, each once");
}
