using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class MigrationConfiguration : IEntityTypeConfiguration<Migration>
{
    /// <summary>A number that grows with every change, so that two changes at once can be told apart from two in turn.</summary>
    public const string Revision = "Revision";

    private const int MaxSearchableLength = 2000;

    public void Configure(EntityTypeBuilder<Migration> builder)
    {
        builder.ToTable("migrations");
        builder.Property(migration => migration.Code).HasMaxLength(MigrationCode.Length);
        builder.Property(migration => migration.Owner).HasMaxLength(CustomerCode.MaxLength);
        builder.Property(migration => migration.CsvFileName).HasMaxLength(CsvFile.MaxNameLength);
        builder.Property(migration => migration.OriginalCsvFileName).HasMaxLength(CsvFile.MaxNameLength);
        builder.Property(migration => migration.SearchableText).HasMaxLength(MaxSearchableLength);
        builder.HasOne<Customer>().WithMany().HasForeignKey(migration => migration.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(migration => migration.Repetition);
        builder.Ignore(migration => migration.Selection);
        builder.Property(migration => migration.Folders).HasConversion<FolderSelectionConverter>();
        builder.Property<long>(Revision).IsConcurrencyToken();
        builder.HasMany<MigrationEvent>().WithOne().HasForeignKey(happened => happened.MigrationId);
        builder.HasMany(migration => migration.Resources).WithOne().HasForeignKey(resource => resource.MigrationId);
        builder.HasIndex(migration => migration.Code).IsUnique();

        // One index for each way of narrowing the list, in the list's own order: a page is read off the index.
        builder.HasIndex(migration => new { migration.CreatedAt, migration.Id }).IsDescending();
        builder.HasIndex(migration => new { migration.Status, migration.CreatedAt, migration.Id }).IsDescending(false, true, true);
        builder.HasIndex(migration => new { migration.CustomerId, migration.CreatedAt, migration.Id }).IsDescending(false, true, true);
        builder.HasIndex(migration => new { migration.CustomerId, migration.Status, migration.CreatedAt, migration.Id })
            .IsDescending(false, false, true, true);
    }
}
