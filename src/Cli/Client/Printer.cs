using System.Text.Json;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli.Client;

/// <summary>Prints results as they were asked for: for people, for programs, or hardly.</summary>
/// <param name="isJson">As JSON alone.</param>
/// <param name="isQuiet">Codes alone.</param>
internal sealed class Printer(bool isJson, bool isQuiet)
{
    /// <summary>Whether what the service answers is printed as it is.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether as little is printed as will do.</summary>
    public bool IsQuiet => isQuiet;

    /// <summary>Colours statuses.</summary>
    public Tint Tint { get; } = Tint.OfTerminal();

    /// <summary>Prints a line.</summary>
    public static void Line(string text) => Console.Out.WriteLine(ForeignText.Clean(text, ForeignText.MaxSentenceLength));

    /// <summary>Prints JSON in one line.</summary>
    public static void Json(JsonElement value) => Console.Out.WriteLine(JsonLine.Of(value));

    /// <summary>Prints several values as members of one object, in one line.</summary>
    public static void Json(params IEnumerable<(string Name, JsonElement Value)> members) =>
        Console.Out.WriteLine($"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{JsonLine.Of(member.Value)}"))}}}");

    /// <summary>Prints several values as an array, in one line.</summary>
    public static void JsonArray(IEnumerable<JsonElement> values) => Console.Out.WriteLine($"[{string.Join(',', values.Select(JsonLine.Of))}]");

    /// <summary>Prints a table.</summary>
    public void Print(Table table) => table.Write(Console.Out, Tint);
}
