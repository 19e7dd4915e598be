using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WorkDutyConfiguration : IEntityTypeConfiguration<WorkDuty>
{
    public void Configure(EntityTypeBuilder<WorkDuty> builder)
    {
        builder.ToTable("work_duties");
        builder.HasKey(duty => duty.Name);
        builder.Property(duty => duty.Name).HasMaxLength(WorkDuty.MaxNameLength);
        builder.Property(duty => duty.Worker).HasMaxLength(WorkerIdentity.MaxLength);
    }
}
