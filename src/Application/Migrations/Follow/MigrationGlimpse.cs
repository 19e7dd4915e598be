using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Follow;

/// <summary>What is seen of a migration at one look.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Events">The events that were not known yet, in their order, up to that status at least.</param>
/// <param name="Progress">How far its mailboxes are.</param>
public sealed record MigrationGlimpse(MigrationStatus Status, IReadOnlyList<MigrationEvent> Events, MigrationProgressDto Progress)
{
    /// <summary>Whether nothing more will happen, unless the migration is tried again.</summary>
    public bool HasEnded => Status.HasEnded();
}
