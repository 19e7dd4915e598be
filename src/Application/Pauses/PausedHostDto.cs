namespace Hosting.Migrations.Application.Pauses;

/// <summary>A source host that is paused.</summary>
/// <param name="SourceHost">The host's name in lower case, or its address.</param>
/// <param name="PausedAt">Since when.</param>
public sealed record PausedHostDto(string SourceHost, DateTimeOffset PausedAt);
