using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.ToTable("connections");
        builder.Property(connection => connection.PublicId).HasMaxLength(ConnectionId.Length);
        builder.Property(connection => connection.Name).HasMaxLength(ConnectionName.MaxLength);
        builder.Property(connection => connection.FoldedName).HasMaxLength(ConnectionName.MaxLength);
        builder.Property(connection => connection.RemoteServer).HasMaxLength(RemoteServer.MaxLength);
        builder.Property(connection => connection.Tenant).HasMaxLength(ConnectionSettings.MaxLength);
        builder.Property(connection => connection.ClientId).HasMaxLength(ConnectionSettings.MaxLength);
        builder.Property(connection => connection.TokenEndpoint).HasMaxLength(ConnectionSettings.MaxUrlLength);
        builder.Property(connection => connection.Scope).HasMaxLength(ConnectionSettings.MaxScopeLength);

        // A word of SQL otherwise.
        builder.Property(connection => connection.User).HasColumnName("master_user").HasMaxLength(ConnectionSettings.MaxLength);
        builder.Property(connection => connection.Separator).HasMaxLength(ConnectionSettings.MaxSeparatorLength);
        builder.Ignore(connection => connection.NeedsConsent);
        builder.HasAlternateKey(connection => connection.PublicId);
        builder.HasIndex(connection => new { connection.CustomerId, connection.FoldedName }).IsUnique();
        builder.HasOne<Customer>().WithMany().HasForeignKey(connection => connection.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
