using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Check;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Migrations.Check;

internal sealed class CheckUploadQueryTests
{
    private static readonly CheckUploadQuery Query = new(Caller.ForCustomer(7))
    {
        CsvFileName = "mailboxes.csv",
        CsvFileContent = "anna@example.com;imap.example.net;anna;s3cret",
        Preset = "standard_ssl",
        ExecuteNow = true,
    };

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp()
    {
        _app = new TestApplication();
        _app.Customers.Store(ACustomer.Stored(7, "C1001"));
    }

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenAllIsWell_ShouldCountTheMailboxesAndAddNothing()
    {
        Assert.That((await _app.SendAsync(Query)).Mailboxes, Is.EqualTo(1));

        _app.Migrations.Verify(migrations => migrations.Add(It.IsAny<Migration>()), Times.Never);
    }

    [Test]
    public void Send_WhenTheCustomerHasTooMuchUnderWay_ShouldSaySo()
    {
        _app.Migrations.Setup(stored => stored.GetLoadAsync(7, It.IsAny<CancellationToken>())).ReturnsAsync(new CustomerLoad(10_000, 0));

        Assert.That(() => _app.SendAsync(Query), Refused.With("csv_file_content", "customer C1001 has 10000 migrations that have not ended; at most 10000 are allowed"));
    }

    [Test]
    public void Send_WhenAnAdminNamesNobody_ShouldSayThatThereIsNone() =>
        Assert.That(() => _app.SendAsync(Query with { Caller = Caller.Admin, CustomerCode = "C9" }), Throws.TypeOf<NotFoundException>());

    [Test]
    public void ToString_WhenItHoldsPasswords_ShouldTellNone() => Assert.That($"{Query}", Is.EqualTo(nameof(CheckUploadQuery)));
}
