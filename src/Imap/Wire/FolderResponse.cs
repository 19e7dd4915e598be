using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>What one LIST or LSUB response says of a folder (RFC 3501, section 7.2.2). It is used again for the next one.</summary>
internal sealed class FolderResponse : ILexed
{
    private readonly FlagNames _names = new();
    private readonly List<string> _attributes = [];
    private Part _next;
    private bool _isFlawed;

    private enum Part
    {
        Attributes,
        EndOfAttributes,
        Separator,
        Name,
        None,
    }

    /// <summary>Its attributes, as the server spells them.</summary>
    public IReadOnlyList<string> Attributes => _attributes;

    /// <summary>What stands between the levels of its name; NUL if there are none.</summary>
    public char Separator { get; private set; }

    /// <summary>Its name, in which each character is a byte.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>Whether it says that the mailbox's owner subscribes to it (LSUB), and no more.</summary>
    public bool IsSubscription { get; private set; }

    /// <summary>Whether a line that ends here tells of no folder.</summary>
    public bool IsFlawed => _isFlawed || _next != Part.None;

    /// <summary>Begins with a response.</summary>
    public void Begin(bool isSubscription)
    {
        _attributes.Clear();
        (IsSubscription, Separator, Name, _next, _isFlawed) = (isSubscription, '\0', string.Empty, Part.Attributes, false);
    }

    public void Word(ReadOnlySpan<byte> word, int depth)
    {
        if (depth == 1 && _next == Part.EndOfAttributes && _attributes.Count < WireLimits.Flags)
        {
            _attributes.Add(_names.Of(word));
        }

        // A word behind the name may be the rest of one that should have been in quotes: it would be taken for another folder.
        _isFlawed |= _next == Part.Attributes || (_next == Part.None && depth == 0) || (_next == Part.Separator && !Ascii.EqualsIgnoreCase(word, "NIL"u8));
        Take(word);
    }

    public void Text(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content, int depth)
    {
        _isFlawed |= _next == Part.Attributes;
        if (_next == Part.Separator)
        {
            var separator = WireText.Unescape(raw, content);
            Separator = separator.Length == 1 ? (char)separator[0] : '\0';
        }

        Take(WireText.Unescape(raw, content));
    }

    public void Open(int depth)
    {
        _isFlawed |= _next is not (Part.Attributes or Part.None);
        _next = _next == Part.Attributes ? Part.EndOfAttributes : _next;
    }

    public void Close(int depth)
    {
        _isFlawed |= _next is not (Part.EndOfAttributes or Part.None);
        _next = _next == Part.EndOfAttributes ? Part.Separator : _next;
    }

    private void Take(ReadOnlySpan<byte> value)
    {
        Name = _next == Part.Name ? Encoding.Latin1.GetString(value) : Name;
        _next = _next switch { Part.Separator => Part.Name, Part.Name => Part.None, _ => _next };
    }
}
