using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>The load generator.</summary>
internal static partial class Wrk
{
    public const string Program = "wrk";

    /// <summary>Puts a server under the load of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="tag">What to send as If-None-Match; null = nothing.</param>
    /// <param name="cancellationToken">Ends the load early.</param>
    /// <exception cref="BenchmarkException">A request failed.</exception>
    public static async Task<WrkResult> RunAsync(Cell cell, string? tag, CancellationToken cancellationToken)
    {
        var request = cell.Case.Request(cell.Server.Database);
        string[] condition = tag is null ? [] : ["-H", $"{Request.TagHeader}: {tag}"];
        string[] command =
        [
            Program, "-t1", $"-c{cell.Connections}", $"-d{cell.Seconds}s", "--timeout", "30s", "--latency",
            "-H", $"{Request.TokenHeader}: {request.Token}", .. condition, cell.Server.Url + request.Query,
        ];
        var output = await Programs.RunAsync("/", FrozenDictionary<string, string>.Empty, cancellationToken, command);
        if (Failures().Match(output) is { Success: true } failures)
        {
            throw new BenchmarkException($"{cell.Server.Title} failed under load ({cell.Case.Name}): {failures.Value}");
        }

        return new WrkResult(
            long.Parse(Find(Requests(), output).Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            double.Parse(Find(Rate(), output).Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            Milliseconds(Find(Median(), output)),
            Milliseconds(Find(Percentile99(), output)));
    }

    private static Match Find(Regex pattern, string output) =>
        pattern.Match(output) is { Success: true } match ? match : throw new BenchmarkException($"wrk wrote what can't be understood:\n{output}");

    private static double Milliseconds(Match duration) =>
        double.Parse(duration.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * duration.Groups[2].Value switch
        {
            "us" => 0.001,
            "ms" => 1,
            "s" => 1000,
            _ => 60_000,
        };

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"^\s+50%\s+([\d.]+)(us|ms|s|m)\s*$", RegexOptions.Multiline)]
    private static partial Regex Median();

    [GeneratedRegex(@"^\s+99%\s+([\d.]+)(us|ms|s|m)\s*$", RegexOptions.Multiline)]
    private static partial Regex Percentile99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: \d+|Socket errors:.*")]
    private static partial Regex Failures();
}
