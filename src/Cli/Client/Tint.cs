namespace Hosting.Migrations.Cli.Client;

/// <summary>Colours statuses on a terminal, unless NO_COLOR is set (https://no-color.org).</summary>
/// <param name="isOn">Whether there are colours.</param>
internal sealed class Tint(bool isOn)
{
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Yellow = "\u001b[33m";
    private const string Plain = "\u001b[0m";

    public static Tint OfTerminal() =>
        new(!Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 } && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>Colours a text that begins with a status.</summary>
    public string Colour(string text) => isOn && ColourOf(text.Split(',')[0]) is { } colour ? $"{colour}{text}{Plain}" : text;

    private static string? ColourOf(string status) => status switch
    {
        "failed" or "error" or "crashed" => Red,
        "completed_with_errors" => Yellow,
        "completed" or "success" => Green,
        _ => null,
    };
}
