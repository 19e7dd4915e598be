using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class RunReportEntryConfiguration : IEntityTypeConfiguration<RunReportEntry>
{
    public void Configure(EntityTypeBuilder<RunReportEntry> builder)
    {
        builder.ToTable("run_report_entries");
        builder.Property(entry => entry.Folder).HasMaxLength(RunReportEntry.MaxNameLength);
        builder.Property(entry => entry.MessageId).HasMaxLength(RunReportEntry.MaxNameLength);
        builder.Property(entry => entry.Reason).HasMaxLength(RunReportEntry.MaxReasonLength);
        builder.HasOne<MigrationResource>().WithMany().HasForeignKey(entry => entry.ResourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(entry => new { entry.ResourceId, entry.Step });
    }
}
