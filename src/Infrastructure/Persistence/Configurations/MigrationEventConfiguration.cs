using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class MigrationEventConfiguration : IEntityTypeConfiguration<MigrationEvent>
{
    /// <summary>When those who want to be told of it were written down; null until then.</summary>
    public const string AnnouncedAt = "AnnouncedAt";

    public void Configure(EntityTypeBuilder<MigrationEvent> builder)
    {
        builder.ToTable("migration_events");
        builder.Property<DateTimeOffset?>(AnnouncedAt);
        builder.HasIndex(happened => new { happened.MigrationId, happened.Id });
        builder.HasIndex(happened => happened.Id, "ix_migration_events_to_announce").HasFilter("announced_at IS NULL");
    }
}
