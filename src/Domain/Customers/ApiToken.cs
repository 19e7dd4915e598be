using System.Security.Cryptography;

namespace Hosting.Migrations.Domain.Customers;

/// <summary>The right to use the API, as an admin or as one customer.</summary>
public sealed class ApiToken
{
    /// <summary>The greatest length of <see cref="Name"/>, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>How exactly <see cref="LastUsedAt"/> is known: it is noted no more often.</summary>
    public static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    private ApiToken(byte[] hash, string? name, DateTimeOffset createdAt, DateTimeOffset? expiresAt) =>
        (Hash, Name, CreatedAt, ExpiresAt) = (hash, name, createdAt, expiresAt);

    /// <summary>The database's key, by which an operator revokes the token; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The secret's hash. See <see cref="ApiTokenSecret.Hash"/>.</summary>
    public byte[] Hash { get; private set; }

    /// <summary>What the token is for, in the operator's words.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether the token belongs to an admin. Exactly one of this and <see cref="CustomerId"/> is set.</summary>
    public bool IsAdmin { get; private set; }

    /// <summary>The key of the customer to whom the token belongs; null for an admin's.</summary>
    public long? CustomerId { get; private set; }

    /// <summary>The customer to whom the token belongs; null for an admin's.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>When the token was issued, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>From this moment on the token is refused; null = never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When the token was revoked; null = it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When the token was last used, in UTC, give or take <see cref="UseGrain"/>; null = never, as far as is known.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>What the token was issued for; null for one of a version that knew no scopes, which may do whatever its owner may.</summary>
    public TokenScope? GivenScope { get; private set; }

    /// <summary>How much of what its owner may do the token may do.</summary>
    public TokenScope Scope => GivenScope ?? WidestOf(IsAdmin);

    /// <summary>Makes an admin's token.</summary>
    /// <param name="secret">The secret, of which only the hash is kept.</param>
    /// <param name="name">What the token is for.</param>
    /// <param name="now">The moment of issue.</param>
    /// <param name="expiresAt">From when the token is refused; null = never.</param>
    /// <param name="scope">What the token may do; null = all that an admin may.</param>
    /// <exception cref="ArgumentException">The name is too long, or the expiry is not in the future.</exception>
    public static ApiToken ForAdmin(string secret, string? name, DateTimeOffset now, DateTimeOffset? expiresAt, TokenScope? scope = null) =>
        Create(secret, name, now, expiresAt, scope, token => token.IsAdmin = true);

    /// <summary>Makes a customer's token.</summary>
    /// <param name="customer">The customer as whom the token's bearer acts.</param>
    /// <param name="secret">The secret, of which only the hash is kept.</param>
    /// <param name="name">What the token is for.</param>
    /// <param name="now">The moment of issue.</param>
    /// <param name="expiresAt">From when the token is refused; null = never.</param>
    /// <param name="scope">What the token may do; null = all that a customer may.</param>
    /// <exception cref="ArgumentException">The name is too long, the expiry is not in the future, or the scope is an admin's.</exception>
    public static ApiToken ForCustomer(
        Customer customer, string secret, string? name, DateTimeOffset now, DateTimeOffset? expiresAt, TokenScope? scope = null) =>
        Create(secret, name, now, expiresAt, scope, token => (token.Customer, token.CustomerId) = (customer, customer.Id));

    /// <summary>Whether a text can be a token's name: none, or at most <see cref="MaxNameLength"/> characters, none of them a control character.</summary>
    /// <param name="name">The text to check.</param>
    public static bool IsValidName(string? name) => name is null || (name.Length <= MaxNameLength && !name.Any(char.IsControl));

    /// <summary>The widest scope that an owner's tokens can have.</summary>
    /// <param name="isAdmin">Whether the owner is an admin.</param>
    public static TokenScope WidestOf(bool isAdmin) => isAdmin ? TokenScope.Admin : TokenScope.Write;

    /// <summary>
    /// Whether the token gives access at a moment: neither revoked nor expired, nor of a customer who is disabled. Read with its customer.
    /// </summary>
    /// <param name="now">The moment.</param>
    public bool IsUsable(DateTimeOffset now) =>
        RevokedAt is null && (ExpiresAt is not { } expiry || now < expiry) && (IsAdmin || Customer is { IsDisabled: false });

    /// <summary>Whether a use is to be noted.</summary>
    /// <param name="now">The moment of the use.</param>
    public bool IsUseDue(DateTimeOffset now) => LastUsedAt is not { } last || now - last >= UseGrain;

    /// <summary>Whether a secret is this token's, compared in constant time.</summary>
    /// <param name="secret">The secret as the client sent it.</param>
    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(Hash, ApiTokenSecret.Hash(secret));

    /// <summary>Takes the access away, for good.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The token is revoked already.</exception>
    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
        {
            throw new InvalidOperationException($"Token {Id} is already revoked.");
        }

        RevokedAt = now.ToUniversalTime();
    }

    private static ApiToken Create(
        string secret, string? name, DateTimeOffset now, DateTimeOffset? expiresAt, TokenScope? scope, Action<ApiToken> setOwner)
    {
        if (!IsValidName(name))
        {
            throw new ArgumentException($"The name must have at most {MaxNameLength} characters, none of them a control character.", nameof(name));
        }

        if (expiresAt <= now)
        {
            throw new ArgumentException("The expiry must lie in the future.", nameof(expiresAt));
        }

        var token = new ApiToken(ApiTokenSecret.Hash(secret), name, now.ToUniversalTime(), expiresAt?.ToUniversalTime());
        setOwner(token);
        if (scope > WidestOf(token.IsAdmin))
        {
            throw new ArgumentException("A customer's token can't have the scope of an admin.", nameof(scope));
        }

        token.GivenScope = scope ?? WidestOf(token.IsAdmin);
        return token;
    }
}
