using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class MigrationCountConfiguration : IEntityTypeConfiguration<MigrationCount>
{
    public void Configure(EntityTypeBuilder<MigrationCount> builder)
    {
        builder.ToTable("migration_counts");
        builder.HasKey(count => new { count.CustomerId, count.Slot, count.Status });
    }
}
