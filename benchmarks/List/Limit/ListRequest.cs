using System.Globalization;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>The parameters of a request, taken to be valid; null where none is sent.</summary>
internal sealed record ListRequest(int Page, int Per, string? Status, string? CustomerCode, string? Query)
{
    private const int DefaultPer = 25;

    /// <summary>What is searched for.</summary>
    public SearchTerm? Term { get; } = Query is null ? null : new SearchTerm(Query);

    /// <summary>How many records come before the page.</summary>
    public long Offset => (Page - 1L) * Per;

    public static ListRequest From(IQueryCollection query) => new(
        Number(query["page"]) ?? 1,
        Number(query["per"]) ?? DefaultPer,
        Text(query["status"]),
        Text(query["customer_code"]),
        Text(query["query"]));

    private static int? Number(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
