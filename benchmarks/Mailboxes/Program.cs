using Hosting.Migrations.Benchmarks.Mailboxes;

return await BenchmarkProgram.RunAsync(
    () => RunOptions.Parse(args), RunOptions.Usage, _ => TimeSpan.FromMinutes(20), Benchmark.RunAsync);
