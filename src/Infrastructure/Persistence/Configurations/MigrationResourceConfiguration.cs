using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class MigrationResourceConfiguration : IEntityTypeConfiguration<MigrationResource>
{
    /// <summary>The property that grows with every change; null before the first.</summary>
    public const string Version = nameof(Version);

    private const int MaxCodeLength = 20;
    private const int MaxSealedLength = 4000;

    public void Configure(EntityTypeBuilder<MigrationResource> builder)
    {
        builder.ToTable("migration_resources");
        builder.Property(resource => resource.Code).HasMaxLength(MaxCodeLength);
        builder.Property(resource => resource.LocalEmail).HasMaxLength(Mailbox.MaxEmailLength);
        builder.Property(resource => resource.RemoteServer).HasMaxLength(RemoteServer.MaxLength);
        builder.Property(resource => resource.RemoteUsername).HasMaxLength(Mailbox.MaxUserLength);
        builder.Property(resource => resource.MasterUser).HasMaxLength(Mailbox.MaxUserLength);
        builder.Property(resource => resource.SealedPassword).HasMaxLength(MaxSealedLength);
        builder.Property(resource => resource.ConnectionId).HasMaxLength(ConnectionId.Length);
        builder.Ignore(resource => resource.HasLogin);
        builder.Ignore(resource => resource.IsRunning);
        builder.Ignore(resource => resource.IsUsable);
        builder.Ignore(resource => resource.HasError);

        // A run that begins and a login that is replaced must not pass each other unseen.
        builder.Property<long?>(Version).IsConcurrencyToken();
        builder.HasMany(resource => resource.Runs).WithOne().HasForeignKey(run => run.ResourceId);
        builder.HasIndex(resource => new { resource.MigrationId, resource.Row }).IsUnique();

        // The few mailboxes among all for which there is something left to do: those whose password is still there.
        builder.HasIndex(resource => resource.MigrationId, "ix_migration_resources_with_password").HasFilter("sealed_password IS NOT NULL");
        builder.HasIndex(resource => new { resource.ConnectionId, resource.MigrationId }).HasFilter("connection_id IS NOT NULL");
        builder.HasOne<Connection>().WithMany().HasPrincipalKey(connection => connection.PublicId).HasForeignKey(resource => resource.ConnectionId)
            .OnDelete(DeleteBehavior.SetNull);
    }
}
