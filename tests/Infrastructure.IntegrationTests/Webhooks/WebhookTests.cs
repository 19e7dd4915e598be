using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Webhooks.Add;
using Hosting.Migrations.Application.Webhooks.Announce;
using Hosting.Migrations.Application.Webhooks.Change;
using Hosting.Migrations.Application.Webhooks.Deliver;
using Hosting.Migrations.Application.Webhooks.Deliveries;
using Hosting.Migrations.Application.Webhooks.List;
using Hosting.Migrations.Application.Webhooks.Remove;
using Hosting.Migrations.Application.Webhooks.RotateSecret;
using Hosting.Migrations.Application.Webhooks.SendTest;
using Hosting.Migrations.Application.Workers;
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

    // Stored by a version that took it for an address.
    [Test]
    public async Task Notify_WhenAStoredAddressIsNone_ShouldCountThatAsItsFailure()
    {
        await AddAsync();
        await StoreAsync(DateTimeOffset.UtcNow);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"UPDATE webhooks SET url = {"http://\u00ad/"}"));

        await NotifyAsync();

        var delivery = await ReadDeliveryAsync();
        Assert.That(delivery.Attempts, Is.EqualTo(1));
        Assert.That(delivery.LastError, Is.Not.Empty);
    }

    [Test]
    public async Task Notify_WhenTheReceiverAnswersWithWhatIsNoHttp_ShouldKeepItsWordsCleaned()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var answering = AnswerAsync();
        await AddAsync();
        await StoreAsync(DateTimeOffset.UtcNow);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"UPDATE webhooks SET url = {$"http://{receiver.LocalEndpoint}/"}"));

        await NotifyAsync();

        await answering;
        var delivery = await ReadDeliveryAsync();
        Assert.That(delivery.Attempts, Is.EqualTo(1));
        Assert.That(delivery.LastError, Is.Not.Empty);
        Assert.That(delivery.LastError!.Where(char.IsControl), Is.Empty);

        async Task AnswerAsync()
        {
            using var client = await receiver.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("\0\u00ff\u001b[31mjunk\r\n\r\n"u8.ToArray());
        }
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
        var id = (await Database.InScopeAsync<IMediator, WebhookListDto>(mediator => mediator.Send(new ListWebhooksQuery(Caller.Admin)))).Resources.Single().Id;

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new RemoveWebhookCommand(Caller.Admin, id)));
        await NotifyAsync();

        Assert.That(_receiver.Received, Is.Empty);
    }

    [Test]
    public async Task Deliver_WhenOneReceiverIsSlow_ShouldNotKeepOthersWaiting()
    {
        await AddAsync();
        using var quick = new Receiver();
        var other = Samples.ACustomer("C2");
        await Database.StoreAsync(other);
        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new AddWebhookCommand(Caller.Admin) { CustomerCode = "C2", Url = quick.Url }));
        await AddAsync(quick.Url);
        var released = new TaskCompletionSource();
        _receiver.Meanwhile = () => released.Task;
        for (var i = 0; i < 10; i++)
        {
            await StoreAsync(DateTimeOffset.UtcNow);
        }

        await SendAsync(new AnnounceEventsCommand());
        var delivering = SendAsync(new DeliverWebhooksCommand());
        await Eventually(() => quick.Received.Count == 10);
        await Database.StoreAsync(Samples.AMigration(other, createdAt: DateTimeOffset.UtcNow));
        await SendAsync(new AnnounceEventsCommand());
        await Eventually(() => quick.Received.Count == 11);

        Assert.That((delivering.IsCompleted, _receiver.Received.Count), Is.EqualTo((false, 1)), "The slow receiver has one in its hands, and another waits for it.");
        var (now, slow) = (DateTimeOffset.UtcNow, await Database.InScopeAsync<MigrationsDbContext, long>(context => context.Webhooks.MinAsync(webhook => webhook.Id)));
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, int>(context => context.WebhookDeliveries.CountAsync(
            delivery => delivery.WebhookId == slow && delivery.DeliveredAt == null && delivery.NextAttemptAt > now)), Is.EqualTo(2), "No more than two are under way to one webhook.");
        released.SetResult();
        await delivering;
        Assert.That(_receiver.Received, Has.Count.EqualTo(10));
    }

    [Test]
    public async Task Deliver_WhenAReceiverFailsAgainAndAgain_ShouldWaitAndTryWithASingleOne()
    {
        await AddAsync();
        for (var i = 0; i < 9; i++)
        {
            await StoreAsync(DateTimeOffset.UtcNow);
        }

        _receiver.Status = 500;
        await NotifyAsync();

        // Two are under way at once, and the last of them may have begun before the fifth failed.
        Assert.That(_receiver.Received, Has.Count.InRange(5, 6));
        var failed = _receiver.Received.Count;
        Assert.That((await ReadWebhookAsync()).BlockedUntil, Is.GreaterThan(DateTimeOffset.UtcNow));
        await MakeDueAsync();
        await NotifyAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(failed), "Nothing is tried until the wait is over.");

        await Database.InScopeAsync<MigrationsDbContext>(context =>
            context.Webhooks.ExecuteUpdateAsync(update => update.SetProperty(webhook => webhook.BlockedUntil, DateTimeOffset.UtcNow.AddSeconds(-1))));
        await NotifyAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(failed + 1), "One is tried, and that fails too.");

        _receiver.Status = 204;
        await Database.InScopeAsync<MigrationsDbContext>(context =>
            context.Webhooks.ExecuteUpdateAsync(update => update.SetProperty(webhook => webhook.BlockedUntil, DateTimeOffset.UtcNow.AddSeconds(-1))));
        await MakeDueAsync();
        await NotifyAsync();
        var webhook = await ReadWebhookAsync();
        Assert.That((webhook.FailuresInRow, webhook.BlockedUntil), Is.EqualTo((0, (DateTimeOffset?)null)));
        Assert.That(_receiver.Received.Select(received => received.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(9));
    }

    [Test]
    public async Task Deliver_WhenNothingGetsThroughForDays_ShouldGiveUpWhatIsOldAtLast()
    {
        await AddAsync();
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Webhooks.ExecuteUpdateAsync(update => update
            .SetProperty(webhook => webhook.CreatedAt, DateTimeOffset.UtcNow.AddDays(-30))
            .SetProperty(webhook => webhook.FailuresInRow, 99)
            .SetProperty(webhook => webhook.BlockedUntil, DateTimeOffset.UtcNow.AddHours(1))));
        var old = await StoreAsync(DateTimeOffset.UtcNow.AddDays(-10));
        await StoreAsync(DateTimeOffset.UtcNow.AddDays(-1));
        await SendAsync(new AnnounceEventsCommand());

        await Database.InScopeAsync<IWebhookRepository>(webhooks => webhooks.GiveUpAsync(DateTimeOffset.UtcNow.AddDays(-5), 5, CancellationToken.None));

        var given = await Database.InScopeAsync<MigrationsDbContext, List<long>>(context => (
            from delivery in context.WebhookDeliveries
            join happened in context.MigrationEvents on delivery.EventId equals happened.Id
            where delivery.NextAttemptAt == null && delivery.LastError != null
            select happened.MigrationId).ToListAsync());
        Assert.That(given, Is.EqualTo(new[] { old.Id }));
    }

    [Test]
    public async Task Rotate_WhenDone_ShouldSignWithBothSecretsForADay()
    {
        var before = await AddAsync();
        var id = (await ReadWebhookAsync()).PublicId;
        var after = (await Database.InScopeAsync<IMediator, IssuedWebhook>(mediator => mediator.Send(new RotateSecretCommand(Caller.Admin, id)))).Secret.Reveal();
        await StoreAsync(DateTimeOffset.UtcNow);
        await NotifyAsync();

        await Database.InScopeAsync<MigrationsDbContext>(context =>
            context.Webhooks.ExecuteUpdateAsync(update => update.SetProperty(webhook => webhook.PreviousSecretUntil, DateTimeOffset.UtcNow.AddSeconds(-1))));
        await StoreAsync(DateTimeOffset.UtcNow);
        await NotifyAsync();

        var received = _receiver.Received.ToArray();
        Assert.That(received[0].Headers["webhook-signature"], Is.EqualTo($"{SignatureOf(received[0], after)} {SignatureOf(received[0], before)}"));
        Assert.That(received[1].Headers["webhook-signature"], Is.EqualTo(SignatureOf(received[1], after)));
    }

    [Test]
    public async Task SendTest_WhenTheReceiverAnswers_ShouldTellWhatItSaid()
    {
        var secret = await AddAsync();
        var id = (await ReadWebhookAsync()).PublicId;

        var taken = await TestAsync(id);
        _receiver.Status = 418;
        var refused = await TestAsync(id);

        var received = _receiver.Received.First();
        Assert.That((taken, refused), Is.EqualTo((new WebhookTestDto(true, 200, null), new WebhookTestDto(false, 418, "the receiver answered 418"))));
        Assert.That(received.Headers["webhook-signature"], Is.EqualTo(SignatureOf(received, secret)));
        using var body = JsonDocument.Parse(received.Body);
        Assert.That(
            (body.RootElement.GetProperty("type").GetString(), body.RootElement.GetProperty("data").GetProperty("webhook").GetString()), Is.EqualTo(("webhook.test", id)));
    }

    [Test]
    public async Task Notify_WhenTheWebhookIsDisabledOrAsksForOtherThings_ShouldTellNothing()
    {
        await AddAsync(_receiver.Url, "mailbox.failed");
        await AddAsync();
        var all = await Database.InScopeAsync<MigrationsDbContext, List<string>>(context => context.Webhooks.OrderBy(webhook => webhook.Id).Select(webhook => webhook.PublicId).ToListAsync());
        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new ChangeWebhookCommand(Caller.Admin, all[1]) { Enabled = false }));
        await StoreAsync(DateTimeOffset.UtcNow);

        await NotifyAsync();
        Assert.That(_receiver.Received, Is.Empty);

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new ChangeWebhookCommand(Caller.Admin, all[1]) { Enabled = true }));
        var later = await StoreAsync(DateTimeOffset.UtcNow);
        await NotifyAsync();
        Assert.That(_receiver.Received.Single().Body, Does.Contain(later.Code));
    }

    [Test]
    public async Task Notify_WhenAMailboxHasFailed_ShouldTellWhoWantsToKnowAndKeepItInTheLog()
    {
        await AddAsync(_receiver.Url, "mailbox.failed", "mailbox.succeeded");
        var webhook = await ReadWebhookAsync();
        var migration = await StoreAsync(DateTimeOffset.UtcNow);
        var audience = await FindAudienceAsync(migration, "mailbox.failed");
        await Database.StoreAsync(
            new WebhookDelivery(webhook.Id, audience!.LatestEventId, "mailbox.failed", """{"type":"mailbox.failed"}""", DateTimeOffset.UtcNow),
            new WebhookDelivery(webhook.Id, audience.LatestEventId, "mailbox.failed", """{"type":"mailbox.failed"}""", DateTimeOffset.UtcNow));

        await NotifyAsync();

        Assert.That((audience.Owner, audience.WebhookIds), Is.EqualTo((_owner.Code, new[] { webhook.Id })));
        Assert.That(await FindAudienceAsync(migration, "migration.status_changed"), Is.Null);
        Assert.That(_receiver.Received.Select(received => received.Body), Is.EqualTo(new[] { """{"type":"mailbox.failed"}""", """{"type":"mailbox.failed"}""" }));
        var log = await Database.InScopeAsync<IMediator, DeliveryListDto>(mediator => mediator.Send(new ListDeliveriesQuery(Caller.ForCustomer(_owner.Id), webhook.PublicId)));
        Assert.That(
            log.Resources.Select(one => (one.Event, one.MigrationCode, one.Attempts, one.DeliveredAt is not null, one.NextAttemptAt)),
            Is.EqualTo(Enumerable.Repeat(("mailbox.failed", migration.Code, 1, true, (DateTimeOffset?)null), 2)));
    }

    [TestCase("migration.status_changed", false)]
    [TestCase("mailbox.succeeded", true)]
    [TestCase("mailbox.failed", true)]
    public async Task FindSubject_WhenAWebhookAsksForMailboxes_ShouldSaySo(string kind, bool isToldOf)
    {
        await AddAsync(_receiver.Url, kind);
        var migration = await StoreAsync(DateTimeOffset.UtcNow);

        var subject = await Database.InScopeAsync<IRunRepository, RunSubject?>(runs => runs.FindAsync(new RunKey(migration.Resources[0].Id, MigrationStep.TestRun), CancellationToken.None));

        Assert.That(subject!.IsToldOf, Is.EqualTo(isToldOf));
    }

    [Test]
    public async Task SendAsync_WhenTheReceiverIsInThePlatformsNetwork_ShouldNotConnect()
    {
        using var sender = new HttpWebhookSender(new AddressPolicy(Options.Create(new SourceAddressOptions())), Options.Create(new WebhookOptions()));
        var notification = new WebhookNotification(_receiver.Url, [new Secret("whsec_AAAA")], "msg_1", DateTimeOffset.UtcNow, "{}");

        var answer = await sender.SendAsync(notification, CancellationToken.None);

        Assert.That(answer.Status, Is.Null);
        Assert.That(answer.Error, Does.Contain("127.0.0.1"));
        Assert.That(_receiver.Received, Is.Empty);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static string SignatureOf(Received received, string secret)
    {
        var signed = $"{received.Headers["webhook-id"]}.{received.Headers["webhook-timestamp"]}.{received.Body}";
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)))}";
    }

    private Task<WebhookTestDto> TestAsync(string id) => Database.InScopeAsync<IMediator, WebhookTestDto>(mediator => mediator.Send(new SendTestCommand(Caller.Admin, id)));

    private Task<Webhook> ReadWebhookAsync() =>
        Database.InScopeAsync<MigrationsDbContext, Webhook>(context => context.Webhooks.AsNoTracking().SingleAsync());

    private Task<MailboxAudience?> FindAudienceAsync(Migration migration, string kind) =>
        Database.InScopeAsync<IWebhookRepository, MailboxAudience?>(webhooks => webhooks.FindAudienceAsync(migration.Id, kind, CancellationToken.None));

    private async Task<string> AddAsync(string? url = null, params string[] events)
    {
        var added = await Database.InScopeAsync<IMediator, IssuedWebhook>(mediator => mediator.Send(new AddWebhookCommand(Caller.Admin) { CustomerCode = _owner.Code, Url = url ?? _receiver.Url, Events = events is [] ? null : events }));
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
