namespace Hosting.Migrations.Benchmarks.List.Runner.Setup;

/// <summary>How the service's program is told what to do.</summary>
internal static class ServiceSettings
{
    public const string Program = "Hosting.Migrations.Api.dll";

    // As many as the other servers have; a connection more is a process more that waits for one of a few cores.
    private const string Pool = ";Maximum Pool Size=16";

    public static Dictionary<string, string> For(string connectionString) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Database__Provider"] = "PostgreSql",
        ["Roles"] = "api",
        ["ConnectionStrings__Migrations"] = connectionString + Pool,
    };
}
