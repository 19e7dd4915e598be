using System.Collections.Concurrent;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>The texts of the two statements behind one page: its total and its rows.</summary>
/// <remarks>Parameters are, as far as present: the scope's, the status, those of the search, then LIMIT and OFFSET.</remarks>
internal sealed record ListStatements(string Total, string Page)
{
    private const string Columns =
        """
        m.status, m.step, m.code, m.csv_file_name, m.original_csv_file_name, m.csv_file_size, m.preset, m.resources_has_errors,
        m.admin_first_execution_override, m.admin_second_execution_override, m.resource_count, m.execute_now, m.owner,
        m.created_at, m.updated_at, m.first_execution_date, m.second_execution_date, m.from_date
        """;

    private const string Order = "ORDER BY m.created_at DESC, m.id DESC";

    private static readonly ConcurrentDictionary<ListShape, ListStatements> Known = new();

    public static ListStatements For(ListShape shape) => Known.GetOrAdd(shape, Write);

    private static ListStatements Write(ListShape shape)
    {
        var parameters = 0;
        string Next() => $"${++parameters}";
        var customer = shape.Scope switch
        {
            Scope.Everyone => null,
            Scope.Customer => Next(),
            Scope.TokenOwner => $"(SELECT customer_id FROM api_tokens WHERE hash = {Next()})",
            Scope.CustomerCode => $"(SELECT id FROM customers WHERE code = {Next()})",
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
        var status = shape.HasStatus ? $"m.status = {Next()}" : null;
        var search = shape.Search switch
        {
            SearchWay.Grams => HasGrams(),
            SearchWay.GramsAndText => $"{HasGrams()} AND {HasText()}",
            SearchWay.LookThrough => HasText(),
            _ => null,
        };
        var owner = customer is null ? null : $"m.customer_id = {customer}";

        var total = search is not null
            ? $"SELECT count(*) FROM migrations m {Where(owner, status, search)}"
            : $"SELECT coalesce(sum(m.total), 0)::bigint FROM migration_counts m {Where(owner ?? "m.customer_id = 0", status)}";

        // All matches are found before they are sorted; to make each text's grams on a walk takes long.
        var from = shape.Search is SearchWay.Grams or SearchWay.GramsAndText
            ? $"FROM (SELECT * FROM migrations m {Where(owner, status, search)} OFFSET 0) m"
            : $"FROM migrations m {Where(owner, status, search)}";
        var rows = $"{from} {Order} LIMIT {Next()} OFFSET {Next()}";
        var page = shape.KeysFirst
            ? $"SELECT {Columns} FROM (SELECT m.id {rows}) page JOIN migrations m ON m.id = page.id {Order}"
            : $"SELECT {Columns} {rows}";
        return new ListStatements(total, page);

        // Neither condition lets the planner guess by the term how many match.
        string HasGrams() => $"search_grams(m.searchable_text) @@ (SELECT {Next()}::tsquery)";
        string HasText() => $"strpos(m.searchable_text, {Next()}) > 0";
    }

    private static string Where(params string?[] conditions)
    {
        var present = string.Join(" AND ", conditions.Where(condition => condition is not null));
        return present.Length == 0 ? string.Empty : $"WHERE {present}";
    }
}
