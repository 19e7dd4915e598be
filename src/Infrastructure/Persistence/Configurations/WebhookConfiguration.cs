using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    private const int MaxSealedLength = 1000;

    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(webhook => webhook.Url).HasMaxLength(Webhook.MaxUrlLength);
        builder.Property(webhook => webhook.SealedSecret).HasMaxLength(MaxSealedLength);
        builder.HasOne<Customer>().WithMany().HasForeignKey(webhook => webhook.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
