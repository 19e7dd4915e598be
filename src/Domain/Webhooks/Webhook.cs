using System.Globalization;
using System.Text;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.Webhooks;

/// <summary>An address that is told of what happens to one customer's migrations.</summary>
public sealed class Webhook
{
    /// <summary>The greatest length of <see cref="Url"/>, in characters.</summary>
    public const int MaxUrlLength = 2000;

    /// <summary>How many secrets sign beside the newest at most.</summary>
    public const int MaxPreviousSecrets = 3;

    /// <summary>How long a secret signs beside the one that has replaced it.</summary>
    public static readonly TimeSpan SecretsOverlap = TimeSpan.FromHours(24);

    private const char Separator = ' ';
    private const char UntilSeparator = ':';

    private string _events = WebhookEvents.StatusChanged;

    private Webhook() => PublicId = Url = SealedSecret = string.Empty;

    /// <summary>The database's key; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The name by which clients know the webhook. See <see cref="WebhookId"/>.</summary>
    public string PublicId { get; private set; }

    /// <summary>The key of the customer.</summary>
    public long CustomerId { get; private set; }

    /// <summary>Where notifications are posted: an absolute http or https URL without user and fragment.</summary>
    public string Url { get; private set; }

    /// <summary>What the webhook is told of. See <see cref="WebhookEvents"/>.</summary>
    public IReadOnlyList<string> Events => _events.Split(Separator);

    /// <summary>Whether the webhook is told of anything. What happens while it is not is not told later either.</summary>
    public bool IsEnabled { get; private set; } = true;

    /// <summary>The secret that signs notifications, encrypted.</summary>
    public string SealedSecret { get; private set; }

    /// <summary>
    /// The secret before it, encrypted; null if there was none. Behind it, after a blank each, those before that one which may still sign, the newest
    /// first: the second (Unix time) until which it signs, a colon, and the secret.
    /// </summary>
    public string? PreviousSealedSecret { get; private set; }

    /// <summary>Until when the secret before signs as well, in UTC; null if there was none.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    /// <summary>When the webhook was added, in UTC. What happened before is not told.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>
    /// How many attempts, one after the other, have failed, of whatever notifications. Counted where it is stored: several may fail at once.
    /// </summary>
    public int FailuresInRow { get; private set; }

    /// <summary>Until when nothing is tried, after many failures in a row, in UTC; null = something may be.</summary>
    public DateTimeOffset? BlockedUntil { get; private set; }

    /// <summary>Makes a webhook.</summary>
    /// <param name="customerId">The key of a stored customer.</param>
    /// <param name="url">See <see cref="IsValidUrl"/>.</param>
    /// <param name="sealedSecret">The secret that signs notifications, encrypted.</param>
    /// <param name="now">The moment.</param>
    /// <param name="events">What it is told of; null = of statuses.</param>
    /// <exception cref="ArgumentException">The URL, or what it is told of, breaks its rule.</exception>
    public static Webhook Create(long customerId, string url, string sealedSecret, DateTimeOffset now, IReadOnlyCollection<string>? events = null)
    {
        var webhook = new Webhook
        {
            PublicId = WebhookId.New(),
            CustomerId = customerId,
            SealedSecret = sealedSecret,
            CreatedAt = now.ToUniversalTime(),
        };
        webhook.MoveTo(url);
        webhook.Choose(events ?? webhook.Events);
        return webhook;
    }

    /// <summary>Whether notifications can be posted to a URL.</summary>
    /// <param name="url">The text to check.</param>
    public static bool IsValidUrl(string url) =>
        url.Length <= MaxUrlLength
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri is { UserInfo: "", Fragment: "" }
        && url.EnumerateRunes().All(rune => ForeignText.IsHarmless(rune) && !Rune.IsWhiteSpace(rune))
        && HasHostName(uri);

    // Some texts are taken for an address, and can't be asked for by any name.
    private static bool HasHostName(Uri uri)
    {
        try
        {
            return Uri.CheckHostName(uri.IdnHost) != UriHostNameType.Unknown;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    /// <summary>Has notifications posted to another URL, at once if the one before has failed.</summary>
    /// <param name="url">See <see cref="IsValidUrl"/>.</param>
    /// <exception cref="ArgumentException">The URL breaks its rule.</exception>
    public void MoveTo(string url)
    {
        Url = IsValidUrl(url) ? url : throw new ArgumentException($"'{url}' is no address for notifications.", nameof(url));
        ForgetFailures();
    }

    /// <summary>Has the webhook told of other things.</summary>
    /// <param name="events">See <see cref="WebhookEvents.AreValid"/>.</param>
    /// <exception cref="ArgumentException">They break their rule.</exception>
    public void Choose(IReadOnlyCollection<string> events) => _events = WebhookEvents.AreValid(events)
        ? string.Join(Separator, events)
        : throw new ArgumentException("A webhook is told of one or more kinds of events, each named once.", nameof(events));

    /// <summary>Has the webhook told again, of what waits and of what happens from now on, at once.</summary>
    public void Enable()
    {
        IsEnabled = true;
        ForgetFailures();
    }

    /// <summary>Has the webhook told of nothing; what it has not been told yet waits.</summary>
    public void Disable() => IsEnabled = false;

    /// <summary>Whether the webhook asks to be told of a kind of events.</summary>
    /// <param name="kind">See <see cref="WebhookEvents"/>.</param>
    public bool Wants(string kind) => IsEnabled && Events.Contains(kind);

    /// <summary>
    /// Has another secret sign, and each one before, up to <see cref="MaxPreviousSecrets"/>, until <see cref="SecretsOverlap"/> after it was replaced.
    /// </summary>
    /// <param name="sealedSecret">The new secret, encrypted.</param>
    /// <param name="now">The moment.</param>
    public void RotateSecret(string sealedSecret, DateTimeOffset now)
    {
        var kept = PreviousSecretsAt(now).Take(MaxPreviousSecrets - 1)
            .Select(previous => string.Create(CultureInfo.InvariantCulture, $"{previous.Until.ToUnixTimeSeconds()}{UntilSeparator}{previous.Sealed}"));
        PreviousSealedSecret = string.Join(Separator, [SealedSecret, .. kept]);
        PreviousSecretUntil = now.ToUniversalTime() + SecretsOverlap;
        SealedSecret = sealedSecret;
    }

    /// <summary>The secrets that sign at a moment, the newest first, encrypted.</summary>
    /// <param name="now">The moment.</param>
    public IReadOnlyList<string> SealedSecretsAt(DateTimeOffset now) => [SealedSecret, .. PreviousSecretsAt(now).Select(previous => previous.Sealed)];

    private IEnumerable<(string Sealed, DateTimeOffset Until)> PreviousSecretsAt(DateTimeOffset now) =>
        from part in (PreviousSealedSecret?.Split(Separator) ?? []).Index()
        let text = part.Item.Split(UntilSeparator)
        let until = part.Index == 0 ? PreviousSecretUntil ?? DateTimeOffset.MinValue : DateTimeOffset.FromUnixTimeSeconds(long.Parse(text[0], CultureInfo.InvariantCulture))
        where now < until
        select (text[^1], until);

    private void ForgetFailures() => (FailuresInRow, BlockedUntil) = (0, null);
}
