using Hosting.Migrations.Benchmarks.Workers;

return args is [WorkerProcess.Verb]
    ? await WorkerProcess.RunAsync()
    : await BenchmarkProgram.RunAsync(() => RunOptions.Parse(args), RunOptions.Usage, options => options.Plan.HardLimit, Benchmark.RunAsync);
