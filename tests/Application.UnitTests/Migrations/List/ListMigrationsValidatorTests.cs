using System.Globalization;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Migrations.List;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>Each bound, from both sides.</summary>
internal sealed class ListMigrationsValidatorTests
{
    private const string CodeRule = "must be 1 to 32 letters, digits, '_' or '-'";
    private const string StatusRule = "must be one of: all, validating, to_schedule, scheduled, running, failed, completed_with_errors, completed";
    private const string LengthRule = "must have at most 200 characters";
    private const string ControlRule = "must not contain control characters";

    private static readonly ListMigrationsQuery Query = new(Caller.Admin);
    private static readonly ListMigrationsValidator Validator = new();

    private static IEnumerable<TestCaseData> Valid()
    {
        yield return Case("nothing given", Query);
        foreach (var code in new[] { "C", new string('c', 32), "aZ_-09" })
        {
            yield return Case($"customer_code {code}", Query with { CustomerCode = code });
        }

        foreach (var status in new[] { "all", "validating", "to_schedule", "scheduled", "running", "failed", "completed_with_errors", "completed" })
        {
            yield return Case($"status {status}", Query with { Status = status });
        }

        yield return Case("least page", Query with { Page = 1 });
        yield return Case("greatest page", Query with { Page = int.MaxValue });
        yield return Case("least per", Query with { Per = 1 });
        yield return Case("greatest per", Query with { Per = 200 });
        yield return Case("empty query", Query with { Query = "" });
        yield return Case("longest query", Query with { Query = new string('q', 200) });
        yield return Case("longest query beyond the BMP", Query with { Query = Repeat("📬", 200) });
        yield return Case("query of wildcards", Query with { Query = "%_[]\\'\";--" });
        yield return Case("query with a lone surrogate", Query with { Query = "a\uD800" });
    }

    private static IEnumerable<TestCaseData> Invalid()
    {
        foreach (var code in new[] { "", " ", new string('c', 33), "C 1", "C.1", "Ä1", "C1001\n", "٣" })
        {
            yield return Case($"customer_code '{code.Trim()}' of {code.Length}", Query with { CustomerCode = code }, "CustomerCode", CodeRule);
        }

        foreach (var status in new[] { "", " ", "ALL", "Running", "running ", "to schedule", "ToSchedule", "crashed", "3" })
        {
            yield return Case($"status '{status}'", Query with { Status = status }, "Status", StatusRule);
        }

        foreach (var page in new[] { 0, -1, int.MinValue })
        {
            yield return Case(Invariant($"page {page}"), Query with { Page = page }, "Page", "must be 1 or more");
        }

        foreach (var per in new[] { 0, -1, 201, int.MaxValue })
        {
            yield return Case(Invariant($"per {per}"), Query with { Per = per }, "Per", "must be between 1 and 200");
        }

        yield return Case("query too long", Query with { Query = new string('q', 201) }, "Query", LengthRule);
        yield return Case("query too long beyond the BMP", Query with { Query = Repeat("📬", 201) }, "Query", LengthRule);
        foreach (var control in new[] { '\0', '\t', '\n', '\u001F', '\u007F', '\u0085' })
        {
            yield return Case(Invariant($"query with control {(int)control:X4}"), Query with { Query = $"a{control}b" }, "Query", ControlRule);
        }
    }

    [TestCaseSource(nameof(Valid))]
    public void Validate_WhenWithinBounds_ShouldFindNothing(ListMigrationsQuery query) =>
        Assert.That(Validator.Validate(query).Errors, Is.Empty);

    [TestCaseSource(nameof(Invalid))]
    public void Validate_WhenOutOfBounds_ShouldNameFieldAndRule(ListMigrationsQuery query, string field, string rule) =>
        Assert.That(
            Validator.Validate(query).Errors.Select(failure => (failure.PropertyName, failure.ErrorMessage)),
            Is.EqualTo(new[] { (field, rule) }));

    // Arguments are named by hand: control characters and lone surrogates do not survive a test's result file.
    private static TestCaseData Case(string name, params object[] arguments) => new TestCaseData(arguments).SetArgDisplayNames(name);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
