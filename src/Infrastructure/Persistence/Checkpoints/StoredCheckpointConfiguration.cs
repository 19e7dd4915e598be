using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Checkpoints;

internal sealed class StoredCheckpointConfiguration : IEntityTypeConfiguration<StoredCheckpoint>
{
    public void Configure(EntityTypeBuilder<StoredCheckpoint> builder)
    {
        builder.ToTable("folder_checkpoints");
        builder.HasOne<MigrationResource>().WithMany().HasForeignKey(checkpoint => checkpoint.ResourceId).OnDelete(DeleteBehavior.Cascade);
    }
}
