using System.Globalization;
using System.Security.Claims;
using Hosting.Migrations.Application.Access;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>Carries the caller from authentication to the controllers.</summary>
internal static class CallerClaims
{
    public const string AdminRole = "admin";
    private const string CustomerId = "customer_id";
    private const string TokenKey = "token_key";

    public static ClaimsPrincipal ToPrincipal(this Caller caller, string scheme, string tokenKey)
    {
        var claim = caller.CustomerId is { } customerId
            ? new Claim(CustomerId, customerId.ToString(CultureInfo.InvariantCulture))
            : new Claim(ClaimTypes.Role, AdminRole);
        return new ClaimsPrincipal(new ClaimsIdentity([claim, new Claim(TokenKey, tokenKey)], scheme));
    }

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
