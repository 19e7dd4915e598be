using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    private const int MaxWordLength = 50;
    private const int MaxNameLength = 100;
    private const int MaxCodeLength = 300;
    private const int MaxRequestIdLength = 128;
    private const int MaxAddressLength = 64;

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(entry => entry.OccurredAt).ValueGeneratedOnAdd();
        builder.Property(entry => entry.Actor).HasMaxLength(MaxWordLength);
        builder.Property(entry => entry.ActorName).HasMaxLength(MaxNameLength);
        builder.Property(entry => entry.Action).HasMaxLength(MaxWordLength);
        builder.Property(entry => entry.ObjectType).HasMaxLength(MaxWordLength);
        builder.Property(entry => entry.ObjectCode).HasMaxLength(MaxCodeLength);
        builder.Property(entry => entry.CustomerCode).HasMaxLength(CustomerCode.MaxLength);
        builder.Property(entry => entry.MigrationCode).HasMaxLength(MigrationCode.Length);
        builder.Property(entry => entry.RequestId).HasMaxLength(MaxRequestIdLength);
        builder.Property(entry => entry.ClientAddress).HasMaxLength(MaxAddressLength);

        // One for each way of narrowing the log, in its own order: a page is read off the index.
        builder.HasIndex(entry => new { entry.OccurredAt, entry.Id }).IsDescending();
        builder.HasIndex(entry => new { entry.CustomerCode, entry.OccurredAt, entry.Id }).IsDescending(false, true, true);
        builder.HasIndex(entry => new { entry.MigrationCode, entry.OccurredAt, entry.Id }).IsDescending(false, true, true);
        builder.HasIndex(entry => new { entry.TokenId, entry.OccurredAt, entry.Id }).IsDescending(false, true, true);
        builder.HasIndex(entry => new { entry.Action, entry.OccurredAt, entry.Id }).IsDescending(false, true, true);
    }
}
