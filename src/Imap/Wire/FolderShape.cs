namespace Hosting.Migrations.Imap.Wire;

/// <summary>Reads in one LIST or LSUB response whether it has the parts that the library expects: attributes, a separator, a name (RFC 3501, section 7.2.2).</summary>
internal sealed class FolderShape : ILexed
{
    private Part _next = Part.Attributes;
    private bool _isFlawed;
    private int _before;

    private enum Part
    {
        Attributes,
        EndOfAttributes,
        Separator,
        Name,
        None,
    }

    /// <summary>Whether the name comes next.</summary>
    public bool IsBeforeName => _next == Part.Name && !_isFlawed;

    /// <summary>Whether a line that ends here tells of no folder.</summary>
    public bool IsFlawed => _isFlawed || _next != Part.None;

    public void Word(string word, int depth)
    {
        // The star and the response's own name stand before all.
        _isFlawed |= _next == Part.Attributes && ++_before > 2;
        _isFlawed |= _next == Part.Separator && !word.Equals("NIL", StringComparison.OrdinalIgnoreCase);
        Advance();
    }

    public void Text()
    {
        _isFlawed |= _next is Part.Attributes or Part.EndOfAttributes;
        Advance();
    }

    public void Open(int depth)
    {
        _isFlawed |= _next is not (Part.Attributes or Part.None);
        _next = _next == Part.Attributes ? Part.EndOfAttributes : _next;
    }

    public void Close()
    {
        _isFlawed |= _next is not (Part.EndOfAttributes or Part.None);
        _next = _next == Part.EndOfAttributes ? Part.Separator : _next;
    }

    private void Advance() => _next = _next switch { Part.Separator => Part.Name, Part.Name => Part.None, _ => _next };
}
