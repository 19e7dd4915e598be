using Hosting.Migrations.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("customers");
        builder.Property(customer => customer.Code).HasMaxLength(CustomerCode.MaxLength);
        builder.Property(customer => customer.FoldedCode).HasMaxLength(CustomerCode.MaxLength);
        builder.Property(customer => customer.Name).HasMaxLength(Customer.MaxNameLength);
        builder.Property(customer => customer.Weight).HasDefaultValue(1);
        builder.HasMany(customer => customer.Domains).WithOne().HasForeignKey(domain => domain.CustomerId);
        builder.HasIndex(customer => customer.Code).IsUnique();

        // Whose code was told from another's by case alone before that was ruled out has none, and so has whom a version before adds.
        builder.HasIndex(customer => customer.FoldedCode).IsUnique().HasFilter("folded_code IS NOT NULL");
    }
}
