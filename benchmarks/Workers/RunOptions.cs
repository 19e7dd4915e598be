namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>What the command line says.</summary>
/// <param name="Plan">How much is measured.</param>
/// <param name="Only">The one part that is measured; null = all.</param>
/// <param name="IsProfile">Whether the statements that took the most time are told too.</param>
/// <param name="Output">The file that gets the report too; null = none.</param>
internal sealed record RunOptions(Plan Plan, string? Only, bool IsProfile, string? Output)
{
    public const string Usage =
        "usage: dotnet run -c Release --project benchmarks/Workers [-- [--quick] [--only workers|idle|claims|list|uploads|mailboxes] [--profile] [--output FILE]]";

    private static readonly string[] Parts = ["workers", "idle", "claims", "list", "uploads", "mailboxes"];

    public static RunOptions Parse(string[] args)
    {
        var options = new RunOptions(Plan.Full, null, false, null);
        for (var index = 0; index < args.Length; index++)
        {
            options = args[index] switch
            {
                "--quick" => options with { Plan = Plan.Quick },
                "--only" when index + 1 < args.Length && Parts.Contains(args[index + 1]) => options with { Only = args[++index] },
                "--profile" => options with { IsProfile = true },
                "--output" when index + 1 < args.Length => options with { Output = Path.GetFullPath(args[++index]) },
                var unknown => throw new BenchmarkException($"'{unknown}' is not an option, or its value is missing."),
            };
        }

        return options;
    }

    public bool Includes(string part) => Only is null || Only == part;
}
