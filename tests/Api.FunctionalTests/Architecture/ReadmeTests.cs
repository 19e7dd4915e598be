using System.Text.RegularExpressions;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>Holds the documentation to the truth, as far as it can be held without running it.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Documents =
        [Repository.File("README.md"), .. Directory.GetFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories)];

    [Test]
    public void Readme_WhenItQuotesAFile_ShouldQuoteItAsItIs()
    {
        var quotes = Quote().Matches(File.ReadAllText(Repository.File("README.md")));

        Assert.That(quotes, Has.Count.GreaterThanOrEqualTo(2));
        foreach (var quote in quotes.AsEnumerable())
        {
            Assert.That(File.ReadAllText(Repository.File(quote.Groups["file"].Value)), Does.Contain(quote.Groups["code"].Value));
        }
    }

    [TestCase(null, "")]
    [TestCase(TestData.CustomerToken, "?customer_code=C1001")]
    [TestCase(TestData.AdminToken, "?customer_code=Nobody")]
    [TestCase(TestData.AdminToken, "?status=done&page=0&per=1000")]
    public async Task Readme_WhenItShowsAnError_ShouldShowTheRealAnswer(string? token, string query)
    {
        using var client = TestService.Client(token);

        using var response = await client.GetAsync($"/api/migrations{query}");

        Assert.That(File.ReadAllLines(Repository.File("README.md")), Has.Some.EqualTo(await response.Content.ReadAsStringAsync()));
    }

    [TestCaseSource(nameof(Documents))]
    public void Document_WhenItLinksToAFile_ShouldLinkToOneThatExists(string document)
    {
        var missing = Link().Matches(File.ReadAllText(document))
            .Select(link => link.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)));

        Assert.That(missing, Is.Empty);
    }

    [GeneratedRegex(@"<!-- file: (?<file>\S+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Quote();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
