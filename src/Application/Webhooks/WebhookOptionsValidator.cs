namespace Hosting.Migrations.Application.Webhooks;

internal sealed class WebhookOptionsValidator : OptionsValidator<WebhookOptions>
{
    public WebhookOptionsValidator()
        : base(WebhookOptions.Section)
    {
        Range(options => options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Range(options => options.Backoff, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Range(options => options.MaxBackoff, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Range(options => options.MaxAttempts, 1, 1_000);
        Range(options => options.BlockAfter, 1, 1_000);
        Range(options => options.AtOnce, 1, 1_000);
        Range(options => options.AtOncePerCustomer, 1, 1_000);
        Range(options => options.AtOncePerWebhook, 1, 1_000);
        Range(options => options.MaxPerCustomer, 1, 1_000);
    }
}
