using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WorkTurnConfiguration : IEntityTypeConfiguration<WorkTurn>
{
    public void Configure(EntityTypeBuilder<WorkTurn> builder)
    {
        builder.ToTable("work_turns");
        builder.HasKey(turn => new { turn.CustomerId, turn.IsTest });
        builder.HasIndex(turn => new { turn.IsTest, turn.ServedAt });
    }
}
