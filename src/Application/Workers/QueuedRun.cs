namespace Hosting.Migrations.Application.Workers;

/// <summary>A run in the calendar, as far as limits are concerned.</summary>
/// <param name="CustomerId">The key of the customer that owns it.</param>
/// <param name="RemoteServer">The source, as the CSV file names it.</param>
public sealed record QueuedRun(long CustomerId, string RemoteServer);
