using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Cli;

/// <summary>A file in which somebody else renews an access token. It is read for each login.</summary>
/// <param name="path">The file.</param>
internal sealed class SourceTokenFile(string path) : IAccessTokens
{
    public Task<Secret> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(new Secret(TokenText.ReadFile(path)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            return Task.FromException<Secret>(new AccessTokenException(fault.Message));
        }
    }
}
