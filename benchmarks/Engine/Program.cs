using Hosting.Migrations.Benchmarks.Engine;

return await BenchmarkProgram.RunAsync(
    () => RunOptions.Parse(args), RunOptions.Usage, options => options.Plan.HardLimit, Benchmark.RunAsync);
