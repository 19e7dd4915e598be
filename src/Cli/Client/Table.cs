using System.Text;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli.Client;

/// <summary>Rows under headings, each column as wide as its longest text.</summary>
/// <param name="headings">The headings.</param>
internal sealed class Table(params IReadOnlyList<string> headings)
{
    private const string Gap = "  ";

    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(params IEnumerable<string> cells) => _rows.Add([.. cells.Select(cell => ForeignText.Clean(cell, ForeignText.MaxNameLength))]);

    /// <summary>Writes all of it; nothing where there is no row.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="tint">Colours what a cell says of a status.</param>
    public void Write(TextWriter output, Tint tint)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        IReadOnlyList<string>[] all = [headings, .. _rows];
        var widths = headings.Select((_, column) => all.Max(row => WidthOf(row[column]))).ToArray();
        foreach (var row in all)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Count; column++)
            {
                var isLast = column == row.Count - 1;
                line.Append(row == headings ? row[column] : tint.Colour(row[column])).Append(' ', isLast ? 0 : widths[column] - WidthOf(row[column])).Append(isLast ? string.Empty : Gap);
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    // Good enough for names: what takes two places is rare in them.
    private static int WidthOf(string text) => text.EnumerateRunes().Count(rune => Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.NonSpacingMark);
}
