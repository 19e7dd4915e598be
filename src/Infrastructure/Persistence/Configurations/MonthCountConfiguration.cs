using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class MonthCountConfiguration : IEntityTypeConfiguration<MonthCount>
{
    public void Configure(EntityTypeBuilder<MonthCount> builder)
    {
        builder.ToTable("migration_month_counts");
        builder.HasKey(count => new { count.Month, count.Slot, count.Status });
    }
}
