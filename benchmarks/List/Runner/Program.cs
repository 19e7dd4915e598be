using System.Globalization;
using Hosting.Migrations.Benchmarks.List.Runner;

// A report reads alike wherever it is made.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

RunOptions options;
try
{
    options = RunOptions.Parse(args);
}
catch (BenchmarkException fault)
{
    Console.Error.WriteLine(fault.Message);
    Console.Error.WriteLine(RunOptions.Usage);
    return 2;
}

using var stop = new StopSignal(options.Plan.HardLimit);
try
{
    await Benchmark.RunAsync(options, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    Console.Error.WriteLine($"error: {stop.Reason}");
    return 1;
}
catch (BenchmarkException fault)
{
    Console.Error.WriteLine($"error: {fault.Message}");
    return 1;
}
