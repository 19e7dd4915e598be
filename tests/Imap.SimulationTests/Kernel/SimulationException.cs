namespace Hosting.Migrations.Imap.SimulationTests.Kernel;

/// <summary>The simulation itself can't go on.</summary>
internal sealed class SimulationException(string message) : Exception(message);
