namespace Hosting.Migrations.Imap.Wire;

/// <summary>Hears of the words of a response.</summary>
internal interface ILexed
{
    /// <summary>A word that is no string.</summary>
    /// <param name="word">Cut to a length that tells all that matters.</param>
    /// <param name="depth">In how many parentheses it stands.</param>
    void Word(string word, int depth);

    /// <summary>A string, a literal or a parenthesis.</summary>
    void Text();

    /// <summary>A list ends.</summary>
    void Close() => Text();

    /// <summary>A list begins.</summary>
    /// <param name="depth">In how many parentheses its words stand.</param>
    void Open(int depth) => Text();
}
