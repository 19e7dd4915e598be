namespace Hosting.Migrations.Imap.Wire;

/// <summary>Hears of the words of a response. What it is given is to be read at once: it is overwritten by what comes next.</summary>
internal interface ILexed
{
    /// <summary>A word that is no string.</summary>
    /// <param name="word">The word.</param>
    /// <param name="depth">In how many parentheses it stands.</param>
    void Word(ReadOnlySpan<byte> word, int depth);

    /// <summary>A string in quotes, or a literal.</summary>
    /// <param name="raw">As it stands there, its quotes or its mark included.</param>
    /// <param name="content">What is in it. In quotes, a backslash may stand before a character.</param>
    /// <param name="depth">In how many parentheses it stands.</param>
    void Text(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content, int depth);

    /// <summary>A list begins.</summary>
    /// <param name="depth">In how many parentheses its words stand.</param>
    void Open(int depth);

    /// <summary>A list ends.</summary>
    /// <param name="depth">In how many parentheses its words stood.</param>
    void Close(int depth);
}
