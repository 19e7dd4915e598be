using Hosting.Migrations.Benchmarks.List.Runner;

return await BenchmarkProgram.RunAsync(
    () => RunOptions.Parse(args), RunOptions.Usage, options => options.Plan.HardLimit, Benchmark.RunAsync);
