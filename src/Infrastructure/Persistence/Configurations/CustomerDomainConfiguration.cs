using Hosting.Migrations.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class CustomerDomainConfiguration : IEntityTypeConfiguration<CustomerDomain>
{
    public void Configure(EntityTypeBuilder<CustomerDomain> builder)
    {
        builder.ToTable("customer_domains");

        // The name is the key, so that the database itself keeps a domain from having two owners.
        builder.HasKey(domain => domain.Name);
        builder.Property(domain => domain.Name).HasMaxLength(MailDomain.MaxLength);
    }
}
