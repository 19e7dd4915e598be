namespace Hosting.Migrations.Application.Migrations.Follow;

/// <summary>Something that whoever follows a migration is told.</summary>
/// <param name="Type"><c>status</c> or <c>progress</c>; null = nothing but that the service is still there.</param>
/// <param name="Id">By which the following can be taken up again; null where that makes no sense.</param>
/// <param name="Data">What is told.</param>
public sealed record FollowedEvent(string? Type, long? Id, object? Data)
{
    internal static FollowedEvent Heartbeat { get; } = new(null, null, null);
}
