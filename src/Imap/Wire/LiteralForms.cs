namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// What a destination has been seen to take in the line before a message: only then is the message sent without asking first (RFC 7888). A
/// server that stumbles over the line would read the message behind it as commands. All connections of one copy share it.
/// </summary>
internal sealed class LiteralForms
{
    // A destination that keeps refusing is asked each time: a connection more for each refusal costs more.
    private const int MaxRefusals = 8;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _accepted = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasAccepted;
    private int _refusals;

    /// <summary>Whether the destination has taken each of these flags before.</summary>
    public bool Knows(IReadOnlyCollection<string> flags)
    {
        lock (_lock)
        {
            return _hasAccepted && _refusals < MaxRefusals && flags.All(_accepted.Contains);
        }
    }

    /// <summary>Notes that the destination has asked for the message behind these flags.</summary>
    public void Accept(IReadOnlyCollection<string> flags)
    {
        lock (_lock)
        {
            _hasAccepted = true;
            _accepted.UnionWith(flags);
        }
    }

    /// <summary>Notes a refusal of what had been sent without asking.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            _hasAccepted = false;
            _accepted.Clear();
            _refusals++;
        }
    }
}
