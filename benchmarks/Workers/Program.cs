using Hosting.Migrations.Benchmarks.Workers;

return args is [WorkerProcess.Verb or WorkerProcess.VerbWithEngine]
    ? await WorkerProcess.RunAsync(hasEngine: args[0] == WorkerProcess.VerbWithEngine)
    : await BenchmarkProgram.RunAsync(() => RunOptions.Parse(args), RunOptions.Usage, options => options.Plan.HardLimit, Benchmark.RunAsync);
