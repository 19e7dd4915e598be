using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Webhooks.Add;
using Hosting.Migrations.Application.Webhooks.Announce;
using Hosting.Migrations.Application.Webhooks.Deliver;
using Hosting.Migrations.Application.Webhooks.List;
using Hosting.Migrations.Application.Webhooks.Remove;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Hosting.Migrations.Infrastructure.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Webhooks;

internal sealed class WebhookTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private Receiver _receiver = null!;
    private Customer _owner = null!;

    [SetUp]
    public async Task PrepareAsync()
    {
        _receiver = new Receiver();
        _owner = Samples.ACustomer();
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Webhooks.ExecuteDeleteAsync());
        await Database.StoreAsync(_owner);
    }

    [TearDown]
    public async Task CleanUpAsync()
    {
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Webhooks.ExecuteDeleteAsync());
        _receiver.Dispose();
    }

    [Test]
    public async Task Notify_WhenAnEventIsOfAStatusThatThisVersionDoesNotKnow_ShouldTellAllOthers()
    {
        await AddAsync();
        var strange = await StoreAsync(DateTimeOffset.UtcNow);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync(
            $"UPDATE migration_events SET status = 'strange' WHERE migration_id = {strange.Id}"));
        var migration = await StoreAsync(DateTimeOffset.UtcNow);

        await NotifyAsync();

        Assert.That(_receiver.Received.Single().Body, Does.Contain(migration.Code));
    }

    [Test]
    public async Task Notify_WhenAMigrationChangesItsStatus_ShouldTellItSignedAndOnce()
    {
        var secret = await AddAsync();
        var before = DateTimeOffset.UtcNow;
        var migration = await StoreAsync(before);

        await NotifyAsync();
        await NotifyAsync();

        var received = _receiver.Received.Single();
        var (id, timestamp) = (received.Headers["webhook-id"], received.Headers["webhook-timestamp"]);
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{received.Body}")));
        Assert.That(received.Headers["webhook-signature"], Is.EqualTo($"v1,{expected}"));
        Assert.That(
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture)),
            Is.InRange(before.AddSeconds(-1), DateTimeOffset.UtcNow));
        using var body = JsonDocument.Parse(received.Body);
        Assert.That(body.RootElement.GetProperty("type").GetString(), Is.EqualTo("migration.status_changed"));
        var data = body.RootElement.GetProperty("data");
        Assert.That(
            (data.GetProperty("code").GetString(), data.GetProperty("owner").GetString(), data.GetProperty("status").GetString(), data.GetProperty("status_detail").GetString()),
            Is.EqualTo((migration.Code, _owner.Code, "validating", "test run")));
    }

    [TestCase(500)]
    [TestCase(404)]
    [TestCase(302)]
    public async Task Notify_WhenTheReceiverDoesNotTakeIt_ShouldTellItAgainLaterUnderTheSameId(int status)
    {
        await AddAsync();
        await StoreAsync(DateTimeOffset.UtcNow);
        _receiver.Status = status;
        await NotifyAsync();
        await NotifyAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(1), "It was told again at once, or a redirection was followed.");

        _receiver.Status = 204;
        await MakeDueAsync();
        await NotifyAsync();

        var delivery = await ReadDeliveryAsync();
        Assert.That(_receiver.Received.Select(received => received.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That((_receiver.Received.Count, delivery.Attempts, delivery.NextAttemptAt, delivery.LastError), Is.EqualTo((2, 2, (DateTimeOffset?)null, (string?)null)));
        Assert.That(delivery.DeliveredAt, Is.Not.Null);
    }

    [Test]
    public async Task Notify_WhenNobodyListens_ShouldKeepTheReasonAndTryAgainWithinTheBackoff()
    {
        await AddAsync();
        _receiver.Dispose();
        await StoreAsync(DateTimeOffset.UtcNow);
        var before = DateTimeOffset.UtcNow;

        await NotifyAsync();

        var (delivery, after) = (await ReadDeliveryAsync(), DateTimeOffset.UtcNow);
        Assert.That(delivery.Attempts, Is.EqualTo(1));
        Assert.That(delivery.LastError, Does.Contain("refused"));
        Assert.That(delivery.NextAttemptAt!.Value, Is.InRange(before, after.AddSeconds(10)));
    }

    [Test]
    public async Task Notify_WhenTheEventIsOlderThanTheWebhookOrOfAnotherCustomer_ShouldTellNothing()
    {
        await StoreAsync(DateTimeOffset.UtcNow.AddHours(-1));
        await AddAsync();
        var stranger = Samples.ACustomer("C2");
        await Database.StoreAsync(stranger);
        await Database.StoreAsync(Samples.AMigration(stranger, createdAt: DateTimeOffset.UtcNow.AddMinutes(1)));

        await NotifyAsync();

        Assert.That(_receiver.Received, Is.Empty);
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, bool>(context => context.MigrationEvents.AnyAsync(
            happened => EF.Property<DateTimeOffset?>(happened, MigrationEventConfiguration.AnnouncedAt) == null)), Is.False);
    }

    [Test]
    public async Task Deliver_WhenTwoWorkersDoItAtOnce_ShouldTellEachEventOnce()
    {
        await AddAsync();
        for (var i = 0; i < 30; i++)
        {
            await StoreAsync(DateTimeOffset.UtcNow);
        }

        await SendAsync(new AnnounceEventsCommand());
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SendAsync(new DeliverWebhooksCommand())));
        await SendAsync(new DeliverWebhooksCommand());

        Assert.That(_receiver.Received, Has.Count.EqualTo(30));
        Assert.That(_receiver.Received.Select(received => received.Headers["webhook-id"]), Is.Unique);
    }

    [Test]
    public async Task Deliver_WhenAMigrationIsDeletedMeanwhile_ShouldKeepWhatIsKnownOfTheOthers()
    {
        await AddAsync();
        var (deleted, kept) = (await StoreAsync(DateTimeOffset.UtcNow), await StoreAsync(DateTimeOffset.UtcNow));
        await SendAsync(new AnnounceEventsCommand());
        _receiver.Meanwhile = () => DeleteAsync(deleted);

        await SendAsync(new DeliverWebhooksCommand());

        var left = await ReadDeliveryAsync();
        Assert.That((left.Attempts, left.DeliveredAt is not null), Is.EqualTo((1, true)), "The receiver would be told again.");
        Assert.That(_receiver.Received, Has.Count.EqualTo(2));
        Assert.That((await Database.InScopeAsync<MigrationsDbContext, MigrationEvent>(context =>
            context.MigrationEvents.SingleAsync(happened => happened.Id == left.EventId))).MigrationId, Is.EqualTo(kept.Id));
    }

    [Test]
    public async Task FindAnnouncementAsync_WhenTheMigrationIsDeletedOnceTheDeliveryWasClaimed_ShouldFindNone()
    {
        await AddAsync();
        var migration = await StoreAsync(DateTimeOffset.UtcNow);
        await SendAsync(new AnnounceEventsCommand());
        var delivery = await ReadDeliveryAsync();

        await DeleteAsync(migration);

        Assert.That(await Database.InScopeAsync<IWebhookRepository, Announcement?>(webhooks => webhooks.FindAnnouncementAsync(delivery, CancellationToken.None)), Is.Null);
    }

    [Test]
    public async Task Announce_WhenTheMigrationIsDeletedMeanwhile_ShouldLeaveNothingAndNotFail()
    {
        await AddAsync();
        var (deleted, kept) = (await StoreAsync(DateTimeOffset.UtcNow), await StoreAsync(DateTimeOffset.UtcNow));
        await Database.InScopeAsync<IServiceProvider>(async services =>
        {
            var unitOfWork = new DeletesFirst(services.GetRequiredService<IUnitOfWork>(), () => DeleteAsync(deleted));
            var handler = services.GetRequiredService<IRequestHandler<AnnounceEventsCommand, Unit>>().GetType();
            await ((IRequestHandler<AnnounceEventsCommand, Unit>)ActivatorUtilities.CreateInstance(services, handler, unitOfWork)).Handle(new AnnounceEventsCommand(), CancellationToken.None);
        });

        await NotifyAsync();

        Assert.That(_receiver.Received.Select(received => received.Body), Has.One.Contains(kept.Code).And.None.Contains(deleted.Code));
    }

    [Test]
    public async Task Remove_Always_ShouldTakeAwayWhatWasNotToldYet()
    {
        await AddAsync();
        await StoreAsync(DateTimeOffset.UtcNow);
        await SendAsync(new AnnounceEventsCommand());
        var id = (await Database.InScopeAsync<IMediator, IReadOnlyList<OwnedWebhook>>(mediator => mediator.Send(new ListWebhooksQuery()))).Single().Webhook.Id;

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new RemoveWebhookCommand(id)));
        await NotifyAsync();

        Assert.That(_receiver.Received, Is.Empty);
    }

    [Test]
    public async Task SendAsync_WhenTheReceiverIsInThePlatformsNetwork_ShouldNotConnect()
    {
        using var sender = new HttpWebhookSender(new AddressPolicy(Options.Create(new SourceAddressOptions())), Options.Create(new WebhookOptions()));
        var notification = new WebhookNotification(_receiver.Url, new Secret("whsec_AAAA"), "msg_1", DateTimeOffset.UtcNow, "{}");

        var error = await sender.SendAsync(notification, CancellationToken.None);

        Assert.That(error, Does.Contain("127.0.0.1"));
        Assert.That(_receiver.Received, Is.Empty);
    }

    private async Task<string> AddAsync()
    {
        var added = await Database.InScopeAsync<IMediator, AddedWebhook>(mediator => mediator.Send(new AddWebhookCommand(_owner.Code, _receiver.Url)));
        return added.Secret.Reveal();
    }

    private async Task<Migration> StoreAsync(DateTimeOffset createdAt)
    {
        var migration = Samples.AMigration(_owner, createdAt: createdAt);
        await Database.StoreAsync(migration);
        return migration;
    }

    private Task DeleteAsync(Migration migration) => Database.InScopeAsync<MigrationsDbContext>(context =>
        context.Migrations.Where(one => one.Id == migration.Id).ExecuteDeleteAsync());

    private async Task NotifyAsync()
    {
        await SendAsync(new AnnounceEventsCommand());
        await SendAsync(new DeliverWebhooksCommand());
    }

    private Task SendAsync(IRequest request) => Database.InScopeAsync<IMediator>(mediator => mediator.Send(request));

    private Task MakeDueAsync() => Database.InScopeAsync<MigrationsDbContext>(context =>
        context.WebhookDeliveries.ExecuteUpdateAsync(update => update.SetProperty(delivery => delivery.NextAttemptAt, DateTimeOffset.UtcNow.AddSeconds(-1))));

    private Task<WebhookDelivery> ReadDeliveryAsync() =>
        Database.InScopeAsync<MigrationsDbContext, WebhookDelivery>(context => context.WebhookDeliveries.AsNoTracking().SingleAsync());

    private sealed class DeletesFirst(IUnitOfWork inner, Func<Task> delete) : IUnitOfWork
    {
        public Task TakeTurnAsync(long customerId, CancellationToken cancellationToken) => inner.TakeTurnAsync(customerId, cancellationToken);

        public Task HoldRunsAsync(long migrationId, CancellationToken cancellationToken) => inner.HoldRunsAsync(migrationId, cancellationToken);

        public async Task SaveChangesAsync(CancellationToken cancellationToken)
        {
            await delete();
            await inner.SaveChangesAsync(cancellationToken);
        }

        public void Forget() => inner.Forget();
    }
}
