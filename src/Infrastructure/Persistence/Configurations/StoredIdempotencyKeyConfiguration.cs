using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class StoredIdempotencyKeyConfiguration : IEntityTypeConfiguration<StoredIdempotencyKey>
{
    private const int MaxKeyLength = 200;
    private const int MaxSealedLength = 1000;

    public void Configure(EntityTypeBuilder<StoredIdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(stored => new { stored.Scope, stored.Key });
        builder.Property(stored => stored.Scope).ValueGeneratedNever();
        builder.Property(stored => stored.Key).HasMaxLength(MaxKeyLength);
        builder.Property(stored => stored.SealedFingerprint).HasMaxLength(MaxSealedLength);
        builder.Property(stored => stored.MigrationCode).HasMaxLength(MigrationCode.Length);
        builder.HasIndex(stored => stored.CreatedAt);
    }
}
