namespace Hosting.Migrations.Benchmarks.List.Runner.Servers;

internal static class ServerKinds
{
    /// <summary>How reports call a server.</summary>
    public static string Name(this ServerKind kind) => kind switch
    {
        ServerKind.Service => "service",
        ServerKind.Limit => "LIMIT",
        ServerKind.LimitWithCache => "LIMIT+cache",
        ServerKind.Fastify => "Fastify + pg",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
