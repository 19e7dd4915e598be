using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WorkPauseConfiguration : IEntityTypeConfiguration<WorkPause>
{
    public void Configure(EntityTypeBuilder<WorkPause> builder)
    {
        builder.ToTable("work_pauses");
        builder.HasKey(pause => pause.SourceHost);
        builder.Property(pause => pause.SourceHost).HasMaxLength(WorkItem.MaxHostLength);
    }
}
