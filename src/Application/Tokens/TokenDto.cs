using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens;

/// <summary>A token, without its secret.</summary>
/// <param name="Id">The number by which it is revoked.</param>
/// <param name="Admin">Whether it belongs to an admin, who sees every customer's migrations.</param>
/// <param name="CustomerCode">The customer to whom it belongs; null for an admin's.</param>
/// <param name="Name">What it is for; null where nobody has said so.</param>
/// <param name="Scope">read = changes nothing; write = changes migrations and webhooks; admin = customers, tokens and the service too.</param>
/// <param name="CreatedAt">When it was issued.</param>
/// <param name="ExpiresAt">From when on it is refused; null = never.</param>
/// <param name="RevokedAt">When it was revoked; null = it was not.</param>
/// <param name="LastUsedAt">When it was last used, give or take a minute; null = never.</param>
public sealed record TokenDto(
    long Id,
    bool Admin,
    string? CustomerCode,
    string? Name,
    TokenScope Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    internal static TokenDto Of(ApiToken token) => new(
        token.Id,
        token.IsAdmin,
        token.Customer?.Code,
        token.Name,
        token.Scope,
        token.CreatedAt,
        token.ExpiresAt,
        token.RevokedAt,
        token.LastUsedAt);
}
