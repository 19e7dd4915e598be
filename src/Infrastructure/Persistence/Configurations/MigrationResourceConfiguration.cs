using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class MigrationResourceConfiguration : IEntityTypeConfiguration<MigrationResource>
{
    // RFC 5321, section 4.5.3.1: a path has at most 256 octets, two of them angle brackets.
    private const int MaxEmailLength = 254;
    private const int MaxServerLength = 262;
    private const int MaxUserLength = 320;
    private const int MaxCodeLength = 20;
    private const int MaxSealedLength = 4000;

    public void Configure(EntityTypeBuilder<MigrationResource> builder)
    {
        builder.ToTable("migration_resources");
        builder.Property(resource => resource.Code).HasMaxLength(MaxCodeLength);
        builder.Property(resource => resource.LocalEmail).HasMaxLength(MaxEmailLength);
        builder.Property(resource => resource.RemoteServer).HasMaxLength(MaxServerLength);
        builder.Property(resource => resource.RemoteUsername).HasMaxLength(MaxUserLength);
        builder.Property(resource => resource.MasterUser).HasMaxLength(MaxUserLength);
        builder.Property(resource => resource.SealedPassword).HasMaxLength(MaxSealedLength);
        builder.Ignore(resource => resource.IsRunning);
        builder.Ignore(resource => resource.IsUsable);
        builder.Ignore(resource => resource.HasError);
        builder.HasMany(resource => resource.Runs).WithOne().HasForeignKey(run => run.ResourceId);
        builder.HasIndex(resource => new { resource.MigrationId, resource.Row }).IsUnique();

        // The few mailboxes among all for which there is something left to do: those whose password is still there.
        builder.HasIndex(resource => resource.MigrationId, "ix_migration_resources_with_password").HasFilter("sealed_password IS NOT NULL");
    }
}
