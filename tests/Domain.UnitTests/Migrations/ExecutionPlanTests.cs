using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class ExecutionPlanTests
{
    private static readonly DateTimeOffset Now = Created;

    private static IEnumerable<TestCaseData> Valid =>
    [
        Case("first only", new(FirstDue)),
        Case("second a tick later than the first", new(FirstDue, FirstDue.AddTicks(1))),
        Case("now", new(ExecuteNow: true)),
        Case("now, with a date that does not count", new(SecondDue, FirstDue, ExecuteNow: true)),
        Case("now, second a tick later", new(null, Now.AddTicks(1), ExecuteNow: true)),
        Case("lower date bound at creation", new(FirstDue, FromDate: Now)),
        Case("lower date bound in the past", new(FirstDue, FromDate: Now.AddYears(-1))),
    ];

    private static IEnumerable<TestCaseData> Invalid =>
    [
        Case("no date", new()),
        Case("second only", new(null, SecondDue)),
        Case("second together with the first", new(FirstDue, FirstDue)),
        Case("second together with the first, seen elsewhere", new(FirstDue, FirstDue.Elsewhere())),
        Case("second before the first", new(SecondDue, FirstDue)),
        Case("now, second at once", new(null, Now, ExecuteNow: true)),
        Case("now, second in the past", new(null, Now.AddDays(-1), ExecuteNow: true)),
        Case("lower date bound in the future", new(FirstDue, FromDate: Now.AddTicks(1))),
    ];

    [TestCaseSource(nameof(Valid))]
    public void EnsureValid_WhenTheDatesAreInOrder_ShouldPass(ExecutionPlan plan) =>
        Assert.That(() => plan.EnsureValid(Now), Throws.Nothing);

    [TestCaseSource(nameof(Invalid))]
    public void EnsureValid_WhenADateIsMissingOrOutOfOrder_ShouldThrow(ExecutionPlan plan) =>
        Assert.That(() => plan.EnsureValid(Now), Throws.ArgumentException);

    private static TestCaseData Case(string name, ExecutionPlan plan) => new TestCaseData(plan).SetArgDisplayNames(name);
}
