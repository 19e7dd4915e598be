using System.Globalization;
using System.Text;
using System.Text.Json;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli.Client;

/// <summary>Spells what the service answers in one line that does a terminal no harm, and means the same.</summary>
internal static class JsonLine
{
    public static string Of(JsonElement value)
    {
        var line = new StringBuilder();
        foreach (var rune in value.GetRawText().EnumerateRunes())
        {
            // A string holds no control character of ASCII, so these stand between values.
            if (rune.Value < ' ')
            {
                line.Append(' ');
            }
            else if (ForeignText.IsHarmless(rune))
            {
                line.Append(rune.ToString());
            }
            else
            {
                rune.ToString().ToList().ForEach(unit => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"));
            }
        }

        return line.ToString();
    }
}
