using Hosting.Migrations.Api.Commands;

return await CommandLine.RunAsync(args);

/// <summary>The program: a service and its command line in one.</summary>
public sealed partial class Program;
