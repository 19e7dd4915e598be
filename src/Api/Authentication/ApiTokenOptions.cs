namespace Hosting.Migrations.Api.Authentication;

/// <summary>What an operator can set about API tokens.</summary>
public sealed class ApiTokenOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "ApiTokens";

    /// <summary>The greatest <see cref="CacheFor"/>.</summary>
    public static readonly TimeSpan MaxCacheFor = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a token that was found good is taken for good without looking it up again, and so how long a revoked one may still
    /// be accepted. Default: 5 seconds; from zero (look up each time) to one minute.
    /// </summary>
    public TimeSpan CacheFor { get; init; } = TimeSpan.FromSeconds(5);
}
