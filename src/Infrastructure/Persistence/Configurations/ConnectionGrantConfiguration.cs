using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class ConnectionGrantConfiguration : IEntityTypeConfiguration<ConnectionGrant>
{
    public void Configure(EntityTypeBuilder<ConnectionGrant> builder)
    {
        builder.ToTable("connection_grants");
        builder.Property(grant => grant.Mailbox).HasMaxLength(Mailbox.MaxUserLength);
        builder.Property(grant => grant.MailboxKey).HasMaxLength(ConnectionGrant.KeyLength);
        builder.HasIndex(grant => new { grant.ConnectionId, grant.MailboxKey }).IsUnique();
        builder.HasOne<Connection>().WithMany().HasForeignKey(grant => grant.ConnectionId).OnDelete(DeleteBehavior.Cascade);
    }
}
