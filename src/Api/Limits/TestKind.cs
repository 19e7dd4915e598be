namespace Hosting.Migrations.Api.Limits;

/// <summary>What callers test, each with a quota of its own.</summary>
internal enum TestKind
{
    /// <summary>Whether a webhook's receiver takes what it is told.</summary>
    Webhook,

    /// <summary>Whether a connection logs in.</summary>
    Connection,
}
