using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>
{
    private const int MaxWaitLength = 200;

    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("migration_runs");
        builder.HasKey(run => new { run.ResourceId, run.Step });
        builder.Property(run => run.Error).HasMaxLength(Run.MaxErrorLength);
        builder.Property(run => run.WaitsFor).HasMaxLength(MaxWaitLength);

        // A worker renews its claim past the migration's revision: whoever declares it dead must not have overlooked that.
        builder.Property(run => run.LeaseUntil).IsConcurrencyToken();
        builder.Property(run => run.Worker).HasMaxLength(RunLease.MaxWorkerLength);
        builder.Property(run => run.WritesInto).HasMaxLength(RunLease.MaxMailboxLength);
        builder.ComplexProperty(run => run.Progress);

        // At most one run writes into a mailbox, whatever migration or spelling it comes from.
        builder.HasIndex(run => run.WritesInto).IsUnique().HasFilter("writes_into IS NOT NULL");

        // The runs that workers are busy with, among all that have ever been.
        builder.HasIndex(run => run.LeaseUntil).HasFilter("lease_until IS NOT NULL");
    }
}
