using System.Text;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>A term, folded as the stored texts are, and put as the service puts it (see decision 0011).</summary>
internal sealed class SearchTerm
{
    private const int GramLength = 4;

    private readonly string _folded;
    private readonly Rune[] _runes;

    public SearchTerm(string query)
    {
        _folded = query.Trim().Normalize().ToLowerInvariant().ToUpperInvariant();
        _runes = [.. _folded.EnumerateRunes()];
    }

    /// <summary>The way to all matches.</summary>
    public SearchWay ByIndex => _runes.Length <= GramLength ? SearchWay.Grams : SearchWay.GramsAndText;

    /// <summary>Adds the values that the conditions of <see cref="ListStatements"/> take.</summary>
    /// <param name="command">What takes them.</param>
    /// <param name="way">The way that it searches.</param>
    public NpgsqlBatchCommand AddTo(NpgsqlBatchCommand command, SearchWay way) => way switch
    {
        SearchWay.None => command,
        SearchWay.Grams => command.With(GramQuery()),
        SearchWay.GramsAndText => command.With(GramQuery()).With(_folded),
        SearchWay.LookThrough => command.With(_folded),
        _ => throw new ArgumentOutOfRangeException(nameof(way)),
    };

    private string GramQuery()
    {
        if (_runes.Length <= GramLength)
        {
            return $"{Quote(_runes)}:*";
        }

        var last = _runes.Length - GramLength;
        var starts = Enumerable.Range(0, last).Where(start => start % GramLength == 0).Append(last);
        return string.Join(" & ", starts.Select(start => Quote(_runes.AsSpan(start, GramLength))));
    }

    private static string Quote(ReadOnlySpan<Rune> gram)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in gram)
        {
            quoted.Append(rune).Append(rune.Value is '\'' or '\\' ? rune.ToString() : string.Empty);
        }

        return quoted.Append('\'').ToString();
    }
}
