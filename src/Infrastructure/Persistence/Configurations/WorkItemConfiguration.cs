using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WorkItemConfiguration : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items");
        builder.HasKey(item => new { item.ResourceId, item.Step });
        builder.Property(item => item.SourceHost).HasMaxLength(WorkItem.MaxHostLength);
        builder.Property(item => item.Target).HasMaxLength(MailboxKey.Length);
        builder.Property(item => item.Worker).HasMaxLength(WorkerIdentity.MaxLength);
        builder.Property(item => item.PausedLogin).HasMaxLength(LoginKey.Length);
        builder.HasIndex(item => item.PausedLogin).HasFilter("paused_login IS NOT NULL");
        builder.HasOne<MigrationResource>().WithMany().HasForeignKey(item => item.ResourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(item => item.MigrationId);

        // At most one run writes into a mailbox, whatever migration or spelling it comes from.
        builder.HasIndex(item => item.Target).IsUnique().HasFilter("worker IS NOT NULL AND target IS NOT NULL");

        // The runs that workers are busy with, among all that wait.
        builder.HasIndex(item => item.LeaseUntil).HasFilter("lease_until IS NOT NULL");

        // What a lane holds, in its order.
        builder.HasIndex(item => new { item.CustomerId, item.IsTest, item.SourceHost, item.ReadyAt, item.ResourceId })
            .HasDatabaseName("ix_work_items_waiting").HasFilter("worker IS NULL");
    }
}
