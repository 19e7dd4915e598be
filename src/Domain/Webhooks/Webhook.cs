namespace Hosting.Migrations.Domain.Webhooks;

/// <summary>An address that is told whenever one of a customer's migrations comes to another state.</summary>
public sealed class Webhook
{
    /// <summary>The greatest length of <see cref="Url"/>, in characters.</summary>
    public const int MaxUrlLength = 2000;

    private Webhook() => Url = SealedSecret = string.Empty;

    /// <summary>The database's key; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The key of the customer.</summary>
    public long CustomerId { get; private set; }

    /// <summary>Where notifications are posted: an absolute http or https URL without user and fragment.</summary>
    public string Url { get; private set; }

    /// <summary>The secret that signs notifications, encrypted.</summary>
    public string SealedSecret { get; private set; }

    /// <summary>When the webhook was added, in UTC. What happened before is not told.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Makes a webhook.</summary>
    /// <param name="customerId">The key of a stored customer.</param>
    /// <param name="url">See <see cref="IsValidUrl"/>.</param>
    /// <param name="sealedSecret">The secret that signs notifications, encrypted.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="ArgumentException">The URL breaks its rule.</exception>
    public static Webhook Create(long customerId, string url, string sealedSecret, DateTimeOffset now) =>
        IsValidUrl(url)
            ? new Webhook { CustomerId = customerId, Url = url, SealedSecret = sealedSecret, CreatedAt = now.ToUniversalTime() }
            : throw new ArgumentException($"'{url}' is no address for notifications.", nameof(url));

    /// <summary>Whether notifications can be posted to a URL.</summary>
    /// <param name="url">The text to check.</param>
    public static bool IsValidUrl(string url) =>
        url.Length <= MaxUrlLength
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri is { UserInfo: "", Fragment: "" };
}
