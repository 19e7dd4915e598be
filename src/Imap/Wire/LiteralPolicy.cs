namespace Hosting.Migrations.Imap.Wire;

/// <summary>Decides how literals leave: after the server has asked for them, or without waiting (RFC 7888).</summary>
/// <param name="forms">What the server has taken; null = it gets no messages, and every literal waits until it asks for it.</param>
internal sealed class LiteralPolicy(LiteralForms? forms)
{
    // RFC 7888, section 5: LITERAL-.
    private const long LongestShort = 4096;

    private long _longestUnasked = -1;

    /// <summary>Whether every literal waits until the server asks for it.</summary>
    public bool IsCautious { get; set; }

    /// <summary>Notes which literals the server takes without being asked.</summary>
    public void Offers(bool literalPlus, bool literalMinus) => _longestUnasked = literalPlus ? long.MaxValue : literalMinus ? LongestShort : -1;

    /// <summary>Whether a literal leaves without waiting.</summary>
    /// <exception cref="InvalidOperationException">It must not leave at all: nobody meant to send it.</exception>
    public bool GoesUnasked(WireCommand command, OutgoingLiteral literal)
    {
        if (literal.Flags is null)
        {
            // A server that has folders with names beyond ASCII gets them back as it sent them, or takes such, once it asks.
            return forms is null || command.Name is "LOGIN" or "LIST" or "STATUS" or "SELECT" or "EXAMINE" or "SUBSCRIBE" or "APPEND" or "CREATE"
                ? false
                : throw new InvalidOperationException($"A literal that is no message must not leave in {command.Name}.");
        }

        return forms is null
            ? throw new InvalidOperationException("A source gets no messages.")
            : !IsCautious && literal.Length <= _longestUnasked && forms.Knows(literal.Flags);
    }

    /// <summary>The server has asked for a literal.</summary>
    public void Asked(OutgoingLiteral literal)
    {
        if (literal.Flags is { } flags)
        {
            forms?.Accept(flags);
        }
    }

    /// <summary>The server has refused a message in a way that leaves it in doubt where a command begins.</summary>
    public void Refused() => forms?.Refuse();
}
