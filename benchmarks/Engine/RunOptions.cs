namespace Hosting.Migrations.Benchmarks.Engine;

/// <summary>What the command line says.</summary>
/// <param name="Plan">How much is measured.</param>
/// <param name="Only">The one case to run; null = all.</param>
/// <param name="Output">The file that gets the report too; null = none.</param>
internal sealed record RunOptions(Plan Plan, string? Only, string? Output)
{
    public const string Usage = "usage: dotnet run -c Release --project benchmarks/Engine [-- [--quick] [--only CASE] [--output FILE]]";

    public static RunOptions Parse(string[] args)
    {
        var options = new RunOptions(Plan.Full, null, null);
        for (var index = 0; index < args.Length; index++)
        {
            options = args[index] switch
            {
                "--quick" => options with { Plan = Plan.Quick },
                "--only" when index + 1 < args.Length => options with { Only = args[++index] },
                "--output" when index + 1 < args.Length => options with { Output = Path.GetFullPath(args[++index]) },
                var unknown => throw new BenchmarkException($"'{unknown}' is not an option, or its value is missing."),
            };
        }

        return options;
    }
}
