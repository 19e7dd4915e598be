using System.Globalization;
using System.Security.Claims;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>Carries the caller from authentication to the controllers.</summary>
internal static class CallerClaims
{
    public const string AdminRole = "admin";
    private const string CustomerId = "customer_id";
    private const string TokenKey = "token_key";
    private const string TokenId = "token_id";
    private const string Scope = "scope";

    public static ClaimsPrincipal ToPrincipal(this TokenBearer bearer, string scheme, string tokenKey)
    {
        var claim = bearer.Caller.CustomerId is { } customerId
            ? new Claim(CustomerId, customerId.ToString(CultureInfo.InvariantCulture))
            : new Claim(ClaimTypes.Role, AdminRole);
        Claim[] claims =
        [
            claim,
            new(TokenKey, tokenKey),
            new(Scope, bearer.Scope.ToString()),
            new(TokenId, bearer.TokenId.ToString(CultureInfo.InvariantCulture)),
            .. bearer.Name is { } name ? [new Claim(ClaimTypes.Name, name)] : Array.Empty<Claim>(),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Who sends a request, and from where, for the audit log.</summary>
    public static RequestOrigin ToOrigin(this HttpContext context)
    {
        var (user, address) = (context.User, context.Connection.RemoteIpAddress);
        return new RequestOrigin(
            ActorKind.Token,
            user.FindFirstValue(TokenId) is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : null,
            user.FindFirstValue(ClaimTypes.Name),
            context.TraceIdentifier,
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString());
    }

    /// <summary>What the token may do that the request carries; null where there is none.</summary>
    public static TokenScope? FindScope(this ClaimsPrincipal user) => user.FindFirstValue(Scope) is { } scope ? Enum.Parse<TokenScope>(scope) : null;

    /// <summary>What tells the token from others, and does not give it away; null where there is none.</summary>
    public static string? FindTokenKey(this ClaimsPrincipal user) => user.FindFirst(TokenKey)?.Value;

    /// <exception cref="InvalidOperationException">The principal is not authenticated by an API token.</exception>
    public static Caller ToCaller(this ClaimsPrincipal user)
    {
        if (user.IsInRole(AdminRole))
        {
            return Caller.Admin;
        }

        var customerId = user.FindFirstValue(CustomerId) ?? throw new InvalidOperationException("The request is not authenticated by an API token.");
        return Caller.ForCustomer(long.Parse(customerId, CultureInfo.InvariantCulture));
    }
}
