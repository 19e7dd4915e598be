using Hosting.Migrations.Api.Commands;

// First of all: a signal that comes while the program is still starting is heard too.
using var signals = new StopSignals();
return await CommandLine.RunAsync(args, signals);

/// <summary>The program: a service and its command line in one.</summary>
public sealed partial class Program;
