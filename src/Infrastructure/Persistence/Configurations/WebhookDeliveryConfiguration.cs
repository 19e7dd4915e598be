using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    private const int MaxKindLength = 50;

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(delivery => delivery.LastError).HasMaxLength(WebhookDelivery.MaxErrorLength);

        // Claimed by whoever writes first: two workers would else tell the same at once.
        builder.Property(delivery => delivery.NextAttemptAt).IsConcurrencyToken();
        builder.HasOne<Webhook>().WithMany().HasForeignKey(delivery => delivery.WebhookId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<MigrationEvent>().WithMany().HasForeignKey(delivery => delivery.EventId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(delivery => delivery.Kind).HasMaxLength(MaxKindLength);
        builder.Property(delivery => delivery.Body).HasMaxLength(WebhookDelivery.MaxBodyLength);

        // An event is announced once; what has none of its own names the latest.
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.EventId }).IsUnique().HasFilter("kind IS NULL");
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.Id });
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.NextAttemptAt }).HasFilter("next_attempt_at IS NOT NULL");
        builder.HasIndex(delivery => delivery.NextAttemptAt).HasFilter("next_attempt_at IS NOT NULL");
    }
}
