namespace Hosting.Migrations.Application.Pauses;

/// <summary>What admins have paused.</summary>
/// <param name="PausedAt">Since when the whole service is paused; null = it is not.</param>
/// <param name="SourceHosts">The source hosts that are paused, by name; they stay so when the whole service goes on.</param>
public sealed record PausesDto(DateTimeOffset? PausedAt, IReadOnlyList<PausedHostDto> SourceHosts);
