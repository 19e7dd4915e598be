namespace Hosting.Migrations.Application.Connections;

/// <summary>What an operator can set about connections.</summary>
public sealed class ConnectionOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Connections";

    /// <summary>What stands for the tenant in <see cref="MicrosoftTokenEndpoint"/>.</summary>
    public const string Tenant = "{tenant}";

    /// <summary>Where apps of Microsoft 365 get tokens. Default: that of the worldwide cloud.</summary>
    public string MicrosoftTokenEndpoint { get; init; } = $"https://login.microsoftonline.com/{Tenant}/oauth2/v2.0/token";

    /// <summary>What they are asked for. Default: what Exchange Online has granted the app.</summary>
    public string MicrosoftScope { get; init; } = "https://outlook.office365.com/.default";

    /// <summary>Where Google's service accounts get tokens; what a key file says is not asked. Default: Google's.</summary>
    public string GoogleTokenEndpoint { get; init; } = "https://oauth2.googleapis.com/token";

    /// <summary>Whether endpoints may be reached without TLS, which shows secrets to whoever listens. Default: false.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>How long an endpoint may take for its whole answer. Default: 20 seconds; 1 second to 2 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For how long an endpoint that has refused a token is not asked for the same again. Default: 30 seconds; 0 to 10 minutes.</summary>
    public TimeSpan RefusalsHoldFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections that one customer may have. Default: 50; 1 to 1,000.</summary>
    public int MaxPerCustomer { get; init; } = 50;
}
