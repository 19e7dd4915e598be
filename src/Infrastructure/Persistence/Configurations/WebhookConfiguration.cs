using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    private const int MaxSealedLength = 1000;
    private const int MaxEventsLength = 200;

    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(webhook => webhook.Url).HasMaxLength(Webhook.MaxUrlLength);
        builder.Property(webhook => webhook.SealedSecret).HasMaxLength(MaxSealedLength);
        builder.Property(webhook => webhook.PreviousSealedSecret).HasMaxLength(MaxSealedLength);

        // What a version before adds is as all were then.
        builder.Ignore(webhook => webhook.Events);
        builder.Property(webhook => webhook.PublicId).HasMaxLength(WebhookId.Length);
        builder.Property<string>(WebhookColumns.Events)
            .HasColumnName("events").HasMaxLength(MaxEventsLength).HasDefaultValue(WebhookEvents.StatusChanged);
        builder.Property(webhook => webhook.IsEnabled).HasDefaultValue(true);
        builder.Property(webhook => webhook.FailuresInRow).HasDefaultValue(0);
        builder.HasIndex(webhook => webhook.PublicId).IsUnique();
        builder.HasOne<Customer>().WithMany().HasForeignKey(webhook => webhook.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
