using Hosting.Migrations.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.Property(token => token.Hash).HasMaxLength(HashLength).IsFixedLength();
        builder.Property(token => token.GivenScope).HasColumnName("scope");
        builder.Property(token => token.Name).HasMaxLength(ApiToken.MaxNameLength);

        // A customer's tokens go with it: a token whose customer is gone must not be left over.
        builder.HasOne(token => token.Customer).WithMany().HasForeignKey(token => token.CustomerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(token => token.Hash).IsUnique();
    }
}
