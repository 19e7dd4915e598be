using Hosting.Migrations.Client.Api.Migrations.Item.Resources;
using Hosting.Migrations.Client.Models;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace Hosting.Migrations.Client.Tests;

/// <summary>The generated client against the real service, which scripts/check-clients.sh starts.</summary>
[CancelAfter(120_000)]
public sealed class MigrationsClientTests
{
    private static readonly Uri Url = new(Variable("MIGRATIONS_URL"));
    private static readonly string Password = Variable("SOURCE_PASSWORD");

    private readonly List<string> _codes = [];
    private RequestRecorder _sent = null!;
    private HttpClient _http = null!;
    private MigrationsClient _client = null!;

    [SetUp]
    public void Connect()
    {
        _sent = new RequestRecorder();
        _http = KiotaClientFactory.Create(_sent);
        _client = MigrationsClient.Connect(Url, Variable("MIGRATIONS_TOKEN"), _http);
    }

    // A customer has few slots, which a migration keeps until it has ended.
    [TearDown]
    public async Task DeleteMigrations()
    {
        foreach (var code in _codes)
        {
            await FollowAsync(code, TestContext.CurrentContext.CancellationToken);
            await _client.Api.Migrations[code].DeleteAsync();
        }

        _codes.Clear();
        _http.Dispose();
        _sent.Dispose();
    }

    [Test]
    public async Task Repair_WhenThePasswordWasWrong_ShouldHaveTheMailboxCopiedWithARetry(CancellationToken cancellationToken)
    {
        var code = await CreateAsync(new CreateMigration { ExecuteNow = true }, "wrong", cancellationToken);

        var states = await FollowAsync(code, cancellationToken);
        Assert.That((states[^1].Status, states[^1].StatusDetail), Is.EqualTo((MigrationDetail_status.Completed_with_errors, "first execution")));
        var (ann, bob) = await MailboxesAsync(code, cancellationToken);
        Assert.That((ann.FirstExecutionRun?.Status, ann.FirstExecutionRun?.MessagesTotal, ann.FirstExecutionRun?.MessagesFailed), Is.EqualTo((Run_status.Success, 120, 0)));
        Assert.That((bob.Status, bob.TestRun?.Error, bob.FirstExecutionRun?.Status), Is.EqualTo((MigrationResource_status.Error, Run_error.Auth, (Run_status?)null)));
        Assert.That(bob.ErrorDetails?.Select(detail => (detail.Code, detail.Run)), Is.EqualTo([(ErrorDetail_code.Auth, ErrorDetail_run.Test_run)]));

        var repaired = await _client.Api.Migrations[code].Resources[bob.Code].PatchAsync(new RepairResource { RemotePassword = Password }, cancellationToken: cancellationToken);
        Assert.That(repaired?.Resources?.Single().Code, Is.EqualTo(bob.Code));
        Assert.That(_sent.Body, Is.EqualTo($$"""{"remote_password":"{{Password}}"}"""));
        var retried = await _client.Api.Migrations[code].Retry.PostAsync(new RetryMigration(), cancellationToken: cancellationToken);
        Assert.That(retried?.Resources?.Single().Status, Is.EqualTo(MigrationDetail_status.Running));

        states = await FollowAsync(code, cancellationToken);
        Assert.That((states[^1].Status, states[^1].StatusDetail), Is.EqualTo((MigrationDetail_status.Completed, "first execution")));
        (ann, bob) = await MailboxesAsync(code, cancellationToken);
        Assert.That((ann.Status, bob.Status), Is.EqualTo((MigrationResource_status.Success, MigrationResource_status.Success)));
        Assert.That(bob.ErrorDetails, Is.Empty);
        Assert.That((bob.FirstExecutionRun?.MessagesTotal, bob.FirstExecutionRun?.MessagesFailed), Is.EqualTo((120, 0)));
    }

    [Test]
    public async Task Patch_WhenSomethingIsLeftOutOrNull_ShouldTellTheTwoApart(CancellationToken cancellationToken)
    {
        var (first, second, moved) = (InDays(1), InDays(2), InDays(1.5));
        var code = await CreateAsync(new CreateMigration { FirstExecutionDate = first, SecondExecutionDate = second }, Password, cancellationToken);
        Assert.That((await FollowAsync(code, cancellationToken))[^1].Status, Is.EqualTo(MigrationDetail_status.Scheduled));

        var without = await RescheduleAsync(new RescheduleMigration { FirstExecutionDate = moved });
        Assert.That(_sent.Body, Does.StartWith("""{"first_execution_date":""").And.Not.Contain("second"));
        Assert.That((without.FirstExecutionDate, without.SecondExecutionDate), Is.EqualTo((moved, second)));

        var withNull = await RescheduleAsync(new RescheduleMigration { SecondExecutionDate = null });
        Assert.That(_sent.Body, Is.EqualTo("""{"second_execution_date":null}"""));
        Assert.That((withNull.FirstExecutionDate, withNull.SecondExecutionDate), Is.EqualTo((moved, (DateTimeOffset?)null)));

        async Task<MigrationDetail> RescheduleAsync(RescheduleMigration body) =>
            (await _client.Api.Migrations[code].PatchAsync(body, cancellationToken: cancellationToken))!.Resources!.Single();
    }

    [Test]
    public async Task WalkAsync_WhenPagesAreSmall_ShouldShowEachMigrationOnce(CancellationToken cancellationToken)
    {
        string[] codes = [await CreateLaterAsync(cancellationToken), await CreateLaterAsync(cancellationToken)];

        var listed = await _client.Api.Migrations.GetAsync(request => request.QueryParameters.Per = 200, cancellationToken);
        var walked = await _client.WalkAsync(filter => filter.Per = 1, cancellationToken).ToListAsync(cancellationToken);

        Assert.That(walked.Select(migration => migration.Code), Is.EqualTo(listed?.Resources?.Select(migration => migration.Code)));
        Assert.That(walked.Take(2).Select(migration => migration.Code), Is.EqualTo(codes.AsEnumerable().Reverse()));
        Assert.That(walked, Has.All.Property(nameof(Migration.Owner)).EqualTo("ACME"));
    }

    [Test]
    public async Task GetAsync_WhenFilteredByStatus_ShouldSendTheServicesOwnWord(CancellationToken cancellationToken)
    {
        var code = await CreateLaterAsync(cancellationToken);
        await FollowAsync(code, cancellationToken);

        var failed = await _client.Api.Migrations[code].Resources.GetAsync(request => request.QueryParameters.Status = GetStatusQueryParameterType.Failed, cancellationToken);

        Assert.That((failed?.Pagination?.Status, failed?.Pagination?.TotalRecords), Is.EqualTo(("failed", 0)));
    }

    [Test]
    public void PostAsync_WhenADateIsOver_ShouldThrowWhichFieldIsAtFault(CancellationToken cancellationToken)
    {
        var refused = Assert.ThrowsAsync<UploadErrors>(() =>
            CreateAsync(new CreateMigration { FirstExecutionDate = DateTimeOffset.UnixEpoch }, Password, cancellationToken));

        Assert.That((refused.ResponseStatusCode, refused.Message), Is.EqualTo((422, "Validation failed")));
        Assert.That(refused.Errors?.Select(error => error.Field), Is.EqualTo(["first_execution_date"]));
    }

    [Test]
    public void GetAsync_WhenTheTokenIsNone_ShouldThrow401(CancellationToken cancellationToken)
    {
        var stranger = MigrationsClient.Connect(Url, "none", _http);

        var refused = Assert.ThrowsAsync<Error>(() => stranger.Api.Migrations.GetAsync(cancellationToken: cancellationToken));

        Assert.That((refused.ResponseStatusCode, refused.Message), Is.EqualTo((401, "Unauthorized")));
        Assert.That(refused.Errors, Is.Empty);
    }

    [Test]
    public async Task FollowAsync_WhenCancelled_ShouldStop(CancellationToken cancellationToken)
    {
        var code = await CreateLaterAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            await foreach (var migration in _client.FollowAsync(code, cancellationToken: stop.Token))
            {
                Assert.That(migration.Code, Is.EqualTo(code));
                await stop.CancelAsync();
            }
        });
        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: scripts/check-clients.sh does that.");

    // To the millisecond, as the service answers.
    private static DateTimeOffset InDays(double days) => DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddDays(days).ToUnixTimeMilliseconds());

    private Task<string> CreateLaterAsync(CancellationToken cancellationToken) => CreateAsync(new CreateMigration { FirstExecutionDate = InDays(1) }, Password, cancellationToken);

    private async Task<string> CreateAsync(CreateMigration body, string bobsPassword, CancellationToken cancellationToken)
    {
        var source = Variable("SOURCE_SERVER");
        body.CsvFileName = "mailboxes.csv";
        body.CsvFileContent = $"ann@acme.example;{source};ann@acme.example;{Password}\nbob@acme.example;{source};bob@acme.example;{bobsPassword}\n";
        body.Preset = CreateMigration_preset.Standard_no_ssl;
        var created = await _client.Api.Migrations.PostAsync(body, cancellationToken: cancellationToken);
        Assert.That(created?.ResourceCode, Does.Match(@"^MG\d{8}$"));
        _codes.Add(created!.ResourceCode!);
        return created.ResourceCode!;
    }

    private async Task<List<MigrationDetail>> FollowAsync(string code, CancellationToken cancellationToken) =>
        await _client.FollowAsync(code, TimeSpan.FromMilliseconds(100), cancellationToken).ToListAsync(cancellationToken);

    private async Task<(MigrationResource Ann, MigrationResource Bob)> MailboxesAsync(string code, CancellationToken cancellationToken)
    {
        var mailboxes = await _client.Api.Migrations[code].Resources.GetAsync(cancellationToken: cancellationToken);
        Assert.That(mailboxes?.Resources, Has.Count.EqualTo(2));
        return (mailboxes!.Resources![0], mailboxes.Resources[1]);
    }
}
