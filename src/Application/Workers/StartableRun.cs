namespace Hosting.Migrations.Application.Workers;

/// <summary>A run that could be started now.</summary>
/// <param name="ResourceId">The resource's key.</param>
/// <param name="RemoteServer">The source, as the CSV file names it.</param>
/// <param name="LocalEmail">The mailbox at the destination.</param>
public sealed record StartableRun(long ResourceId, string RemoteServer, string LocalEmail);
