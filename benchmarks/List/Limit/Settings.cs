using System.Globalization;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>What the environment says.</summary>
/// <param name="Port">The port on the loopback interface: <c>PORT</c>.</param>
/// <param name="ConnectionString">The database: <c>CONNECTION_STRING</c>.</param>
/// <param name="TokenCacheTime">How long a token is remembered: <c>TOKEN_CACHE_SECONDS</c>; zero = not at all.</param>
internal sealed record Settings(string Port, string ConnectionString, TimeSpan TokenCacheTime)
{
    public static Settings Read() => new(
        Require("PORT"),
        Require("CONNECTION_STRING"),
        TimeSpan.FromSeconds(int.Parse(Require("TOKEN_CACHE_SECONDS"), CultureInfo.InvariantCulture)));

    private static string Require(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
