namespace Hosting.Migrations.Benchmarks.List.Runner.Servers;

internal enum ServerKind
{
    /// <summary>What this project is about.</summary>
    Service,

    /// <summary>What .NET could do at best; looks the token up each time.</summary>
    Limit,

    /// <summary>The same, but it remembers tokens for some seconds.</summary>
    LimitWithCache,

    /// <summary>Fastify and node-postgres; it remembers tokens too.</summary>
    Fastify,
}
