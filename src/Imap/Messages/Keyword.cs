using System.Buffers;

namespace Hosting.Migrations.Imap.Messages;

/// <summary>
/// A keyword that may be sent to a server: an atom (RFC 3501 and RFC 9051, section 9) and nothing else. A text that is none would go out as a
/// literal, which servers refuse in a list of flags; what stands in it, and behind it, they would then read as commands.
/// </summary>
internal sealed record Keyword
{
    /// <summary>The greatest length, in characters. Dovecot takes 50 by default, and no mail program sets longer ones.</summary>
    public const int MaxLength = 100;

    private static readonly SearchValues<char> AtomCharacters = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Except("(){%*\"\\]")]);

    private readonly string _text;

    private Keyword(string text) => _text = text;

    /// <summary>Takes a keyword over from a server; null if the text is none, or too long.</summary>
    public static Keyword? TryRead(string text) =>
        text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExcept(AtomCharacters) ? new Keyword(text) : null;

    public override string ToString() => _text;
}
