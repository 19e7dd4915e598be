using System.Security.Cryptography;
using System.Text;

namespace Hosting.Migrations.Domain.Connections;

/// <summary>The consent of one mailbox's owner: a refresh token, by which a <see cref="ConnectionKind.Oauth2User"/> gets access tokens for it.</summary>
public sealed class ConnectionGrant
{
    /// <summary>The length of <see cref="MailboxKey"/>, in characters.</summary>
    public const int KeyLength = 64;

    private ConnectionGrant() => Mailbox = MailboxKey = SealedToken = string.Empty;

    /// <summary>The database's key; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The database's key of the connection.</summary>
    public long ConnectionId { get; private set; }

    /// <summary>The user at the source.</summary>
    public string Mailbox { get; private set; }

    /// <summary>A hash of the user, whatever its case. See <see cref="KeyOf"/>.</summary>
    public string MailboxKey { get; private set; }

    /// <summary>The refresh token, encrypted.</summary>
    public string SealedToken { get; private set; }

    /// <summary>When the token was given, or replaced, in UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Makes a grant.</summary>
    /// <param name="connectionId">The database's key of the connection.</param>
    /// <param name="mailbox">The user at the source.</param>
    /// <param name="sealedToken">The refresh token, encrypted.</param>
    /// <param name="now">The moment.</param>
    public static ConnectionGrant Create(long connectionId, string mailbox, string sealedToken, DateTimeOffset now)
    {
        var grant = new ConnectionGrant { ConnectionId = connectionId, Mailbox = mailbox, MailboxKey = KeyOf(mailbox) };
        grant.Replace(sealedToken, now);
        return grant;
    }

    /// <summary>Has another token in the place of the one before: some providers give a new one with each access token.</summary>
    /// <param name="sealedToken">The refresh token, encrypted.</param>
    /// <param name="now">The moment.</param>
    public void Replace(string sealedToken, DateTimeOffset now) => (SealedToken, UpdatedAt) = (sealedToken, now.ToUniversalTime());

    /// <summary>The key of a mailbox. Providers take the letters of a user's name for the same, whatever their case.</summary>
    /// <param name="mailbox">The user at the source.</param>
    public static string KeyOf(string mailbox) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mailbox.ToUpperInvariant())));
}
