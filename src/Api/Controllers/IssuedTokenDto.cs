using Hosting.Migrations.Application.Tokens;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>A token that was issued.</summary>
// A class, since a record would print its secret into any log that it reaches.
public sealed class IssuedTokenDto
{
    /// <summary>What the client sends in X-Api-Token. It is shown this once.</summary>
    public required string Secret { get; init; }

    /// <summary>What is known of it later too.</summary>
    public required TokenDto Token { get; init; }
}
