using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Hosting.Migrations.Client;

/// <summary>Sends the token with every request. Kiota's own provider refuses whatever is not https, and so a service on this machine or behind a proxy.</summary>
internal sealed class TokenAuthenticationProvider(string token) : IAuthenticationProvider
{
    public Task AuthenticateRequestAsync(
        RequestInformation request,
        Dictionary<string, object>? additionalAuthenticationContext = null,
        CancellationToken cancellationToken = default)
    {
        request.Headers.TryAdd("X-Api-Token", token);
        return Task.CompletedTask;
    }
}
