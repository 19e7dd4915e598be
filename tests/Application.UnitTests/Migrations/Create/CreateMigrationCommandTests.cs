using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Migrations.Create;

internal sealed class CreateMigrationCommandTests
{
    private static readonly CreateMigrationCommand Command = new(Caller.ForCustomer(7))
    {
        CsvFileName = "mailboxes.csv",
        CsvFileContent = "anna@example.com;imap.example.net;anna;s3cret",
        Preset = "standard_ssl",
        FirstExecutionDate = Moments.Now.AddDays(1),
    };

    private readonly List<Migration> _stored = [];
    private TestApplication _app = null!;

    [SetUp]
    public void SetUp()
    {
        _app = new TestApplication();
        _app.Customers.Store(ACustomer.Stored(7, "C1001"));
        _stored.Clear();
        _app.Migrations.Setup(migrations => migrations.Add(It.IsAny<Migration>()))
            .Callback((Migration migration) => _app.UnitOfWork.WhenSaved(() => _stored.Add(migration)));
    }

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenAllIsWell_ShouldStoreTheMigrationWithItsPasswordSealed()
    {
        var created = await _app.SendAsync(Command with { CsvFileName = "C:\\Users\\anna\\mailboxes.csv" });

        var migration = _stored.Single();
        Assert.Multiple(() =>
        {
            Assert.That(migration.Code, Is.EqualTo(created.Code));
            Assert.That(migration.Owner, Is.EqualTo("C1001"));
            Assert.That((migration.CsvFileName, migration.OriginalCsvFileName, migration.CsvFileSize), Is.EqualTo(($"20261123101530_{created.Code}.csv", "mailboxes.csv", 45)));
            Assert.That(migration.Resources.Single().SealedPassword, Is.Not.Null.And.Not.Contain("s3cret"));
            Assert.That(_app.Sealer.Unseal(migration.Resources.Single().SealedPassword!).Reveal(), Is.EqualTo("s3cret"));
        });
    }

    [TestCase(10_000, 0, "customer C1001 has 10000 migrations that have not ended; at most 10000 are allowed")]
    [TestCase(3, 500_000, "customer C1001 has 500000 mailboxes in migrations that have not ended, and 1 would come; at most 500000 are allowed")]
    public void Send_WhenTheCustomerHasTooMuchUnderWay_ShouldSaySo(int migrations, long mailboxes, string reason)
    {
        _app.Migrations.Setup(stored => stored.GetLoadAsync(7, It.IsAny<CancellationToken>())).ReturnsAsync(new CustomerLoad(migrations, mailboxes));

        Assert.That(() => _app.SendAsync(Command), Refused.With("csv_file_content", reason));
    }

    [TestCase(9_999, 499_999)]
    [TestCase(0, 0)]
    public async Task Send_WhenTheCustomerHasRoomLeft_ShouldTakeIt(int migrations, long mailboxes)
    {
        _app.Migrations.Setup(stored => stored.GetLoadAsync(7, It.IsAny<CancellationToken>())).ReturnsAsync(new CustomerLoad(migrations, mailboxes));

        await _app.SendAsync(Command);

        Assert.That(_stored, Has.Count.EqualTo(1));
    }

    [TestCase(null, null, null)]
    [TestCase("all", null, null)]
    [TestCase("last_month", null, "2026-10-23T10:15:30.123Z")]
    [TestCase("last_6_months", null, "2026-05-23T10:15:30.123Z")]
    [TestCase("last_year", null, "2025-11-23T10:15:30.123Z")]
    [TestCase("custom", "2026-01-31", "2026-01-31T00:00:00Z")]
    [TestCase("custom", "2026-01-31T01:30:00+02:00", "2026-01-30T23:30:00Z")]
    public async Task Send_WhenADateFilterIsGiven_ShouldReachBackThatFar(string? preset, string? custom, string? expected)
    {
        await _app.SendAsync(Command with { DateFilterPreset = preset, CustomFromDate = custom });

        Assert.That(
            _stored.Single().FromDate,
            expected is null ? Is.Null : Is.EqualTo(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task Send_WhenTheFirstDateHasJustPassed_ShouldTakeIt()
    {
        await _app.SendAsync(Command with { FirstExecutionDate = Moments.Now.AddMinutes(-5) });

        Assert.That(_stored.Single().FirstExecutionDate, Is.EqualTo(Moments.Now.AddMinutes(-5)));
    }

    [Test]
    public void Send_WhenACustomerNamesACustomer_ShouldForbid() =>
        Assert.That(() => _app.SendAsync(Command with { CustomerCode = "C1001" }), Throws.TypeOf<ForbiddenException>());

    [Test]
    public void Send_WhenAnAdminNamesAnUnknownCustomer_ShouldThrowNotFound() =>
        Assert.That(() => _app.SendAsync(Command with { Caller = Caller.Admin, CustomerCode = "C9" }), Throws.TypeOf<NotFoundException>());

    [Test]
    public void Send_WhenAMailboxLiesInAForeignDomain_ShouldNameEachRow() =>
        Assert.That(
            () => _app.SendAsync(Command with { CsvFileContent = "a@other.example;h;u;p\n\nb@example.com;h;u;p\nc@sub.example.com;h;u;p" }),
            Refused.With(
                new FieldError("csv_file_content", "row 1, local_email: is not in a domain of customer C1001"),
                new FieldError("csv_file_content", "row 4, local_email: is not in a domain of customer C1001")));

    [Test]
    public void Send_WhenEverythingIsWrong_ShouldTellAllAtOnceAndStoreNothing()
    {
        Assert.That(
            () => _app.SendAsync(new CreateMigrationCommand(Caller.Admin)
            {
                CsvFileName = "\t",
                CsvFileContent = "a;h/;u;p\nb",
                CsvFileSize = 3,
                Preset = "ssl",
                SecondExecutionDate = Moments.Now.AddDays(-1),
                DateFilterPreset = "ever",
                CustomFromDate = "2026-01-01",
            }),
            Refused.For(
                "csv_file_name", "csv_file_content", "csv_file_content", "csv_file_content", "csv_file_size", "preset", "customer_code",
                "first_execution_date", "second_execution_date", "date_filter_preset", "custom_from_date"));
        Assert.That((_stored.Count, _app.UnitOfWork.Saves), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Send_WhenSentAgainWithTheSameKey_ShouldAnswerTheFirstResult()
    {
        var first = await _app.SendAsync(Command with { IdempotencyKey = "k" });
        _app.Clock.Advance(TimeSpan.FromDays(6));

        var repetition = Command with { IdempotencyKey = "k" };
        var again = await _app.SendAsync(repetition);

        Assert.That((again.Code, repetition.IsReplayed), Is.EqualTo((first.Code, true)));
        Assert.That(_stored, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Send_WhenTheKeyIsOlderThanAWeek_ShouldCreateAnew()
    {
        var command = Command with { IdempotencyKey = "k", FirstExecutionDate = Moments.Now.AddDays(30) };
        await _app.SendAsync(command);
        _app.Clock.Advance(TimeSpan.FromDays(7.1));

        await _app.SendAsync(command);

        Assert.That(command.IsReplayed, Is.False);
        Assert.That(_stored, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Send_WhenTheKeyWasUsedForAnotherRequest_ShouldRefuse()
    {
        await _app.SendAsync(Command with { IdempotencyKey = "k" });

        Assert.That(
            () => _app.SendAsync(Command with { IdempotencyKey = "k", Preset = "gmail" }),
            Refused.With("Idempotency-Key", "was used for another request within the last 7 days"));
    }

    [Test]
    public void Send_WhenAdminAndFileAreBothWrong_ShouldTellOfTheDomainToo() =>
        Assert.That(
            () => _app.SendAsync(Command with { Caller = Caller.Admin, CustomerCode = "C1001", Preset = "ssl", CsvFileContent = "a@other.example;h;u;p\nb" }),
            Refused.For("csv_file_content", "csv_file_content", "preset"));

    [Test]
    public async Task Send_WhenAnotherCallerUsesTheKey_ShouldCreateForBoth()
    {
        await _app.SendAsync(Command with { IdempotencyKey = "k" });
        await _app.SendAsync(Command with { IdempotencyKey = "k", Caller = Caller.Admin, CustomerCode = "C1001" });

        Assert.That(_stored, Has.Count.EqualTo(2));
    }

    [Test]
    public void ToString_WhenTheRequestHoldsPasswords_ShouldNotShowThem() =>
        Assert.That(Command.ToString(), Is.EqualTo("CreateMigrationCommand"));
}
