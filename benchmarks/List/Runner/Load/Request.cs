namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>A request for the list.</summary>
/// <param name="Query">The query string, with its question mark; empty for the default page.</param>
/// <param name="Token">Who asks.</param>
internal sealed record Request(string Query, string Token)
{
    public const string TokenHeader = "X-Api-Token";
    public const string TagHeader = "If-None-Match";
}
