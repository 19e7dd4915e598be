using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WorkLaneConfiguration : IEntityTypeConfiguration<WorkLane>
{
    public void Configure(EntityTypeBuilder<WorkLane> builder)
    {
        builder.ToTable("work_lanes");
        builder.HasKey(lane => new { lane.CustomerId, lane.IsTest, lane.SourceHost });
        builder.Property(lane => lane.SourceHost).HasMaxLength(WorkItem.MaxHostLength);
        builder.HasIndex(lane => new { lane.CustomerId, lane.IsTest, lane.ServedAt });

        // The lanes of one host, where the first turns all wait for full ones.
        builder.HasIndex(lane => new { lane.IsTest, lane.SourceHost, lane.ServedAt });
    }
}
