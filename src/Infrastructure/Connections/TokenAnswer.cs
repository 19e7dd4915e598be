using System.Globalization;
using System.Text.Json;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Connections;

/// <summary>What a token endpoint has answered (RFC 6749, sections 5.1 and 5.2), none of which is to be trusted.</summary>
/// <param name="Host">Who has.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">A JSON object.</param>
/// <param name="ClockBehind">How far our clock is behind theirs; negative = ahead.</param>
internal sealed record TokenAnswer(string Host, int Status, JsonElement Json, TimeSpan ClockBehind)
{
    private const int MaxTokenLength = 32 * 1024;

    // RFC 6749 leaves it to the server to say how long a token lives: where it does not, not for long.
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    /// <summary>Whether it is a token.</summary>
    public bool IsToken => Status is >= 200 and < 300 && Text("access_token") is not null;

    /// <summary>A text of the answer; null where there is none of that name.</summary>
    public string? Text(string name)
    {
        try
        {
            return Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    /// <summary>A number of seconds; null where there is none of that name.</summary>
    public TimeSpan? Seconds(string name) =>
        Json.TryGetProperty(name, out var value)
        && double.TryParse(value.ValueKind == JsonValueKind.String ? Text(name) : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && double.IsFinite(seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestLife.TotalSeconds))
            : null;

    /// <summary>The token.</summary>
    /// <exception cref="AccessTokenException">What is answered can be none.</exception>
    public IssuedToken ToToken()
    {
        var token = Text("access_token");
        if (!IsSendable(token))
        {
            throw new AccessTokenException($"{Host} answers {Status} and no token", CopyFault.TokenRefused);
        }

        if (Text("token_type") is { } type && !type.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw new AccessTokenException($"{Host} answers a token of another type than Bearer", CopyFault.TokenRefused);
        }

        var refresh = Text("refresh_token");
        return new IssuedToken(new Secret(token!), Seconds("expires_in") ?? UsualLife, IsSendable(refresh) ? new Secret(refresh!) : null);
    }

    // RFC 6749, appendix A.12; it goes into commands and forms as it is.
    private static bool IsSendable(string? token) => token is { Length: > 0 and <= MaxTokenLength } && token.All(character => character is > ' ' and <= '~');
}
