using System.Text.Json.Nodes;
using Hosting.Migrations.Benchmarks.List.Runner.Load;

namespace Hosting.Migrations.Benchmarks.List.Runner.Servers;

/// <summary>Makes sure that all servers answer alike: a benchmark of wrong answers is worth nothing.</summary>
internal static class Agreement
{
    // An execution may become late between two answers, but hardly again and again.
    private const int Attempts = 3;
    private const int Excerpt = 200;

    private static readonly string[] MoreQueries =
    [
        "?per=7&page=3",
        "?per=200&status=completed_with_errors",
        "?page=99999999",
        "?query=100%25_",
        "?query=%C4%B0stanbul%20[",
        "?query=K%C3%B6ln&status=failed&page=2",
    ];

    public static async Task CheckAsync(IReadOnlyList<Server> servers, CancellationToken cancellationToken)
    {
        var database = servers[0].Database;
        var requests = Case.All.Select(@case => @case.Request(database))
            .Concat(MoreQueries.Select(query => new Request(query, database.AdminToken)))
            .Append(new Request("?status=completed&query=acme", database.CustomerToken))
            .Append(new Request($"?customer_code={database.CustomerCode}&status=completed&per=2&page=2", database.AdminToken));
        foreach (var request in requests)
        {
            await CheckAsync(servers, request, cancellationToken);
        }
    }

    /// <summary>How many records a request is about.</summary>
    public static async Task<long> CountAsync(Server server, Request request, CancellationToken cancellationToken) =>
        (long)JsonNode.Parse(await Client.GetAsync(server, request, cancellationToken))!["pagination"]!["total_records"]!;

    private static async Task CheckAsync(IReadOnlyList<Server> servers, Request request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answers = new List<(Server Server, string Json)>();
            foreach (var server in servers)
            {
                // Written anew, answers differ neither in white space nor in the way they escape, but in anything that a client sees.
                answers.Add((server, JsonNode.Parse(await Client.GetAsync(server, request, cancellationToken))!.ToJsonString()));
            }

            var first = answers[0];
            var different = answers.FirstOrDefault(answer => answer.Json != first.Json);
            if (different.Server is null)
            {
                return;
            }

            if (attempt == Attempts)
            {
                throw new BenchmarkException(Describe(request, first, different));
            }
        }
    }

    private static string Describe(Request request, (Server Server, string Json) one, (Server Server, string Json) other)
    {
        var place = one.Json.Zip(other.Json).TakeWhile(pair => pair.First == pair.Second).Count();
        string Around(string json) => json[Math.Min(json.Length, Math.Max(0, place - (Excerpt / 2)))..Math.Min(json.Length, place + (Excerpt / 2))];
        return $"""
            The servers disagree on '{request.Query}':
            {one.Server.Title}: ...{Around(one.Json)}
            {other.Server.Title}: ...{Around(other.Json)}
            """;
    }
}
