namespace Hosting.Migrations.Application.Workers;

/// <summary>Migrations that can move on by themselves. Paused ones are none of them.</summary>
/// <param name="Schedulable">The codes of those that wait for a slot and have one free now: for each customer the oldest first.</param>
/// <param name="Due">The keys of those whose execution is due.</param>
public sealed record ReadyMigrations(IReadOnlyList<string> Schedulable, IReadOnlyList<long> Due);
