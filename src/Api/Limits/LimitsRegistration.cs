namespace Hosting.Migrations.Api.Limits;

/// <summary>Wires the limits.</summary>
internal static class LimitsRegistration
{
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>()
            .BindConfiguration(RateLimitOptions.Section)
            .Validate(options => options.PerToken >= 0, $"{RateLimitOptions.Section}:{nameof(RateLimitOptions.PerToken)} must be 0 or more.")
            .Validate(options => options.RefusedPerAddress >= 0, $"{RateLimitOptions.Section}:{nameof(RateLimitOptions.RefusedPerAddress)} must be 0 or more.")
            .Validate(options => options.WebhookTests >= 0, $"{RateLimitOptions.Section}:{nameof(RateLimitOptions.WebhookTests)} must be 0 or more.")
            .Validate(options => options.ConnectionTests >= 0, $"{RateLimitOptions.Section}:{nameof(RateLimitOptions.ConnectionTests)} must be 0 or more.")
            .ValidateOnStart();
        services.AddSingleton<Quotas>();
    }
}
