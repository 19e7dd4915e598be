using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("migration_runs");
        builder.HasKey(run => new { run.ResourceId, run.Step });
        builder.Property(run => run.Error).HasMaxLength(Run.MaxErrorLength);
        builder.ComplexProperty(run => run.Progress);
    }
}
