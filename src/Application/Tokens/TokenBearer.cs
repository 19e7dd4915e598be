using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens;

/// <summary>Who sends a good token.</summary>
/// <param name="Caller">As whom.</param>
/// <param name="Scope">How much of what the caller may do the token may do.</param>
/// <param name="TokenId">The token's key.</param>
/// <param name="IsUseDue">Whether this use is to be noted: see <see cref="IApiTokenRepository.NoteUseAsync"/>.</param>
/// <param name="ExpiresAt">From when on the token is refused; null = never.</param>
/// <param name="Name">What the token is for; null where nobody has said so.</param>
public sealed record TokenBearer(Caller Caller, TokenScope Scope, long TokenId, bool IsUseDue, DateTimeOffset? ExpiresAt, string? Name);
