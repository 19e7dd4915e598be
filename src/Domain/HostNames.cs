namespace Hosting.Migrations.Domain;

/// <summary>Tells what can be told of a host's name without IDNA, whose tables are opened anew for each name, and which says "no" by exceptions.</summary>
internal static class HostNames
{
    // RFC 1035, section 2.3.4.
    private const int MaxLabel = 63;

    /// <summary>Whether a name is letters, digits and hyphens in labels, as it should be; null where IDNA has to decide.</summary>
    /// <param name="name">A name, which need not be one.</param>
    public static bool? IsPlain(ReadOnlySpan<char> name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.'))
            {
                return char.IsAscii(character) && IsAscii(name) ? false : null;
            }
        }

        foreach (var range in name.Split('.'))
        {
            if (!IsPlainLabel(name[range]))
            {
                return null;
            }
        }

        return true;
    }

    private static bool IsAscii(ReadOnlySpan<char> name) => !name.ContainsAnyExceptInRange('\0', '\x7F');

    // Two hyphens in the third place mark what is encoded.
    private static bool IsPlainLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && label is not [_, _, '-', '-', ..];
}
