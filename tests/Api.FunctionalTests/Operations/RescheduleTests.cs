using System.Globalization;
using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class RescheduleTests : OperationsFixture
{
    private const string First = "first_execution_date";
    private const string Second = "second_execution_date";
    private const string NoMoment = "must be a date and time with an offset, such as 2026-11-23T22:00:00Z";

    private static readonly DateTimeOffset InAMonth = new(DateTime.UtcNow.Date.AddDays(30), TimeSpan.Zero);
    private static readonly string Soon = Text(InAMonth);
    private static readonly string Later = Text(InAMonth.AddDays(30));
    private static readonly string Elsewhere = InAMonth.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static IEnumerable<TestCaseData> BadBodies =>
    [
        new("{}", "body", "must hold at least one of first_execution_date, second_execution_date, second_execution_every, second_execution_until, folders, received_before and size_limit"),
        new("""{"first_execution_date":null}""", First, "must not be null: only the second execution can be taken away"),
        new("""{"first_execution_date":"2020-01-01T00:00:00Z"}""", First, "must lie in the future"),
        new("""{"second_execution_date":"2020-01-01T00:00:00Z"}""", Second, "must lie in the future"),
        new("""{"first_execution_date":"9999-12-31T00:00:00Z"}""", First, "must be at most 365 days ahead"),
        new("""{"second_execution_date":"9999-12-31T00:00:00Z"}""", Second, "must be at most 365 days ahead"),
        new("""{"second_execution_date":"2099-01-01"}""", Second, NoMoment),
        new("""{"second_execution_date":"2099-01-01T10:00:00"}""", Second, NoMoment),
        new("""{"second_execution_date":"2099-13-01T10:00:00Z"}""", Second, NoMoment),
        new("""{"second_execution_date":"tomorrow"}""", Second, NoMoment),
        new("""{"second_execution_date":4070908800}""", Second, NoMoment),
        new("""{"second_execution_date":true}""", Second, NoMoment),
    ];

    private static IEnumerable<TestCaseData> Refused =>
    [
        new(FirstRunning, $$"""{"first_execution_date":"{{Soon}}"}""", First, "can't be changed: that execution has begun"),
        new(SecondRunning, $$"""{"second_execution_date":"{{Soon}}"}""", Second, "can't be changed: that execution has begun"),
        new(FirstCompleted, $$"""{"second_execution_date":"{{Soon}}"}""", Second, "can't be changed: the migration has ended"),
        new(SecondScheduled, """{"second_execution_date":null}""", Second, "can't be taken away once the first execution is over; cancel the migration instead"),
        new(FirstScheduled, $$"""{"first_execution_date":"{{Later}}","second_execution_date":"{{Soon}}"}""", Second, "must be later than the first execution"),
    ];

    [Test]
    public async Task Reschedule_WhenNothingHasBegun_ShouldMoveBothDates()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await SendAsync(
            Customer, "PATCH", code, json: $$"""{"first_execution_date":"{{Elsewhere}}","second_execution_date":"{{Later}}"}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        var migration = (await response.JsonAsync())["resources"]![0]!;
        Assert.That(
            (migration[First]!.ToString(), migration[Second]!.ToString()),
            Is.EqualTo((Soon, Later)));
    }

    [Test]
    public async Task Reschedule_WhenAnAdminHadForcedTheDate_ShouldTakeThatBack()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        using var forced = await SendAsync(Admin, "PUT", code, json: """{"execution":"first"}""");
        Assert.That((await GetAsync(code))["admin_first_execution_override"]!.GetValue<bool>(), Is.True);

        using var response = await SendAsync(Customer, "PATCH", code, json: $$"""{"first_execution_date":"{{Soon}}"}""");

        var migration = await GetAsync(code);
        Assert.That((migration["admin_first_execution_override"]!.GetValue<bool>(), migration[First]!.ToString()), Is.EqualTo((false, Soon)));
    }

    [Test]
    public async Task Reschedule_WhenTheSecondIsNull_ShouldPlanItNoMore()
    {
        var code = await Host.StoreAsync(FirstRunning, second: SecondDue);

        using var response = await SendAsync(Customer, "PATCH", code, json: """{"second_execution_date":null}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await GetAsync(code))[Second], Is.Null);
    }

    [TestCaseSource(nameof(BadBodies))]
    public async Task Reschedule_WhenTheRequestIsWrong_ShouldSayWhatItMustBe(string json, string field, string reason)
    {
        using var response = await SendAsync(Customer, "PATCH", "MG99999999", json: json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Reschedule_WhenTheStateForbidsIt_ShouldSayWhy(MigrationState state, string json, string field, string reason)
    {
        var code = await Host.StoreAsync(state);

        using var response = await SendAsync(Customer, "PATCH", code, json: json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Reschedule_WhenTheFirstWouldComeAfterTheSecond_ShouldBlameTheFirst()
    {
        var code = await Host.StoreAsync(FirstScheduled, second: SecondDue);

        using var response = await SendAsync(Customer, "PATCH", code, json: $$"""{"first_execution_date":"{{Soon}}"}""");

        await ShouldBeRefusedAsync(response, First, "must be earlier than the second execution");
    }

    [Test]
    public async Task Reschedule_WhenSeveralFieldsAreWrong_ShouldNameThemAll()
    {
        using var response = await SendAsync(Customer, "PATCH", "MG99999999", json: """{"first_execution_date":1,"second_execution_date":"2020-01-01T00:00:00Z"}""");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", First, Second);
    }

    private static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
