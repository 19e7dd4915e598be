using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>
{
    /// <summary>What a worker of the version before keeps of its claim on a run; it would take up again what it finds there.</summary>
    public static readonly IReadOnlyList<string> OfVersionBefore = ["Worker", "LeaseUntil", "WritesInto"];

    /// <summary>The index of the runs that wait.</summary>
    public const string Waiting = "ix_migration_runs_waiting";

    private const string Running = "ix_migration_runs_running";
    private const int MaxWaitLength = 200;

    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("migration_runs");
        builder.HasKey(run => new { run.ResourceId, run.Step });
        builder.Property(run => run.Error).HasMaxLength(Run.MaxErrorLength);
        builder.Property(run => run.WaitsFor).HasMaxLength(MaxWaitLength);

        // Whoever has lost a run to another attempt must not write into that.
        builder.Property(run => run.Attempts).IsConcurrencyToken();
        builder.Property(run => run.Status).IsConcurrencyToken();
        builder.ComplexProperty(run => run.Progress);

        // The few runs that wait for a worker, among all that there have been.
        builder.HasIndex(run => run.ResourceId, Waiting).HasDatabaseName(Waiting).HasFilter("is_waiting = 1");

        // And those that are under way.
        builder.HasIndex(run => run.ResourceId, Running).HasDatabaseName(Running).HasFilter("status = 'running'");

        // The mailboxes that failed for one reason.
        builder.HasIndex(run => new { run.Fault, run.ResourceId }).HasFilter("fault IS NOT NULL");

        // Kept for workers of the version before, until the next one takes them away.
        builder.Property<string?>("Worker").HasMaxLength(WorkerIdentity.MaxLength);
        builder.Property<DateTimeOffset?>("LeaseUntil");
        builder.Property<string?>("WritesInto").HasMaxLength(MailboxKey.Length);
        builder.HasIndex("WritesInto").IsUnique().HasFilter("writes_into IS NOT NULL");
        builder.HasIndex("LeaseUntil").HasFilter("lease_until IS NOT NULL");
    }
}
