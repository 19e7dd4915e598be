using System.Globalization;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens;

/// <summary>Finds tokens by the numbers that callers send. What is no number at all looks like none.</summary>
internal static class TokenAccess
{
    public static async Task<ApiToken> GetAsync(this IApiTokenRepository tokens, string id, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
        && key.ToString(CultureInfo.InvariantCulture) == id
        && await tokens.FindAsync(key, cancellationToken) is { } token
            ? token
            : throw new NotFoundException($"token {id}");
}
