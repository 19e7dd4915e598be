using System.Collections.Frozen;
using System.Text.Json;

namespace Hosting.Migrations.Domain;

/// <summary>The one spelling of an enum's members as text, in the API and in the database: <c>snake_case</c>.</summary>
/// <typeparam name="TEnum">The enum that is spelt.</typeparam>
public static class EnumText<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Texts = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values = Texts
        .ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every text, in the order in which the enum declares its members.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(ToText)];

    /// <summary>Spells a member, such as <c>completed_with_errors</c>.</summary>
    /// <param name="value">A declared member.</param>
    /// <exception cref="KeyNotFoundException">The value is not a declared member.</exception>
    public static string ToText(TEnum value) => Texts[value];

    /// <summary>Reads a text that <see cref="ToText"/> wrote. Case matters; numbers are not accepted.</summary>
    /// <param name="text">The text to read.</param>
    /// <exception cref="FormatException">No member is spelt so.</exception>
    public static TEnum Parse(string text) =>
        Values.TryGetValue(text, out var value)
            ? value
            : throw new FormatException($"'{text}' is not one of: {string.Join(", ", All)}.");

    /// <summary>Whether a member is spelt so.</summary>
    /// <param name="text">The text to look up.</param>
    public static bool IsDefined(string text) => Values.ContainsKey(text);
}
