using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.UnitTests.Fakes;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>What the pipeline makes of several faults at once.</summary>
internal sealed class ListMigrationsErrorsTests : ListMigrationsFixture
{
    [Test]
    public void Send_WhenEveryFieldIsWrong_ShouldNameEachByItsSnakeCaseName() =>
        Assert.That(
            () => App.SendAsync(AdminQuery with { CustomerCode = "no code", Status = "lost", Page = 0, Per = 201, Query = "a\tb" }),
            Refused.For("customer_code", "status", "page", "per", "query"));

    [Test]
    public void Send_WhenFieldBreaksTwoRules_ShouldNameItOnce() =>
        Assert.That(
            () => App.SendAsync(AdminQuery with { Query = new string('\t', 201) }),
            Refused.With("query", "must have at most 200 characters"));

    [Test]
    public void Send_WhenFieldIsUnreadable_ShouldNameIt() =>
        Assert.That(
            () => App.SendAsync(AdminQuery with { Unreadable = [new FieldError("page", "must be given once")] }),
            Refused.With("page", "must be given once"));

    [Test]
    public void Send_WhenFieldIsUnreadableAndAnotherInvalid_ShouldNameBoth() =>
        Assert.That(
            () => App.SendAsync(AdminQuery with { Per = 0, Unreadable = [new FieldError("page", "must be given once")] }),
            Refused.With(new FieldError("page", "must be given once"), new FieldError("per", "must be between 1 and 200")));

    [Test]
    public void Send_WhenFieldIsUnreadableAndInvalid_ShouldSayOnlyThatItIsUnreadable() =>
        Assert.That(
            () => App.SendAsync(AdminQuery with { Page = 0, Unreadable = [new FieldError("page", "must be given once")] }),
            Refused.With("page", "must be given once"));

    [Test]
    public void Send_WhenInvalid_ShouldSayWhatIsWrongInOneLine() =>
        Assert.That(
            () => App.SendAsync(AdminQuery with { Page = 0, Per = 0 }),
            Throws.TypeOf<RequestInvalidException>().With.Message.EqualTo("page must be 1 or more; per must be between 1 and 200"));
}
