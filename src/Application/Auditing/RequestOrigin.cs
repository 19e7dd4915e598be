namespace Hosting.Migrations.Application.Auditing;

/// <summary>Who asks for something, and from where.</summary>
/// <param name="Actor">Through what.</param>
/// <param name="TokenId">The token's number; null for others than tokens.</param>
/// <param name="Name">The token's name, or the user of the machine; null where there is none.</param>
/// <param name="RequestId">The id of the request; null for others than tokens.</param>
/// <param name="ClientAddress">The address from which the request comes; null for others than tokens.</param>
public sealed record RequestOrigin(ActorKind Actor, long? TokenId = null, string? Name = null, string? RequestId = null, string? ClientAddress = null)
{
    /// <summary>The program itself.</summary>
    public static RequestOrigin Program { get; } = new(ActorKind.Program);

    /// <summary>Somebody at the command line.</summary>
    /// <param name="user">The user of the machine.</param>
    public static RequestOrigin CommandLine(string user) => new(ActorKind.CommandLine, Name: user);
}
