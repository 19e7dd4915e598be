namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>What the command line says.</summary>
/// <param name="Plan">How much is measured.</param>
/// <param name="Output">The file that gets the report too; null = none.</param>
internal sealed record RunOptions(Plan Plan, string? Output)
{
    public const string Usage = "usage: dotnet run -c Release --project benchmarks/Workers [-- [--quick] [--output FILE]]";

    public static RunOptions Parse(string[] args)
    {
        var options = new RunOptions(Plan.Full, null);
        for (var index = 0; index < args.Length; index++)
        {
            options = args[index] switch
            {
                "--quick" => options with { Plan = Plan.Quick },
                "--output" when index + 1 < args.Length => options with { Output = Path.GetFullPath(args[++index]) },
                var unknown => throw new BenchmarkException($"'{unknown}' is not an option, or its value is missing."),
            };
        }

        return options;
    }
}
