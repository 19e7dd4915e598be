namespace Hosting.Migrations.Imap.Wire;

/// <summary>A response that has arrived as a whole and could not be read. It is changed where it is, without changing its length.</summary>
/// <param name="all">The response.</param>
internal ref struct ResponseText(Span<byte> all)
{
    // No keyword may hold it, so that what it stands in is not taken for one.
    private const byte Marker = 0xBF;

    private readonly Span<byte> _all = all;

    /// <summary>Where it is read.</summary>
    public int At { get; set; }

    public readonly byte Next => At < _all.Length ? _all[At] : (byte)0;

    public readonly ReadOnlySpan<byte> Rest => _all[Math.Min(At, _all.Length)..];

    /// <summary>Whether nothing is left but the end of the line.</summary>
    public readonly bool IsAtEnd => Rest.Trim(" \r\n"u8).IsEmpty;

    /// <summary>Passes over spaces, and makes spaces of line ends between the words.</summary>
    public void SkipSpaces()
    {
        while (At < _all.Length && _all[At] is (byte)' ' or (byte)'\r' or (byte)'\n')
        {
            _all[At++] = (byte)' ';
        }
    }

    /// <summary>Puts the end of the line back where there has to be one.</summary>
    public readonly void EndLine() => "\r\n"u8.CopyTo(_all[^2..]);

    /// <summary>Passes over the name of an item, with its section if it has one.</summary>
    public ReadOnlySpan<byte> TakeName()
    {
        var begin = At;
        while (At < _all.Length && _all[At] is not ((byte)' ' or (byte)'(' or (byte)')' or (byte)'\r' or (byte)'\n' or (byte)'"' or (byte)'{'))
        {
            At += _all[At] == '[' ? Math.Max(1, _all[At..].IndexOf((byte)']')) : 1;
        }

        return _all[begin..At];
    }

    /// <summary>Passes over a value: an atom, a string within its line, or a list of such.</summary>
    /// <returns>False if it is none of these.</returns>
    public bool TrySkipValue()
    {
        var depth = 0;
        do
        {
            SkipSpaces();
            switch (Next)
            {
                case (byte)'"':
                    if (FindQuote() is not { } close || _all[At..close].ContainsAny((byte)'\r', (byte)'\n'))
                    {
                        return false;
                    }

                    At = close + 1;
                    break;
                case (byte)'(':
                    (depth, At) = (depth + 1, At + 1);
                    break;
                case (byte)')':
                    (depth, At) = (depth - 1, At + 1);
                    break;
                default:
                    if (TakeName().IsEmpty)
                    {
                        return false;
                    }

                    break;
            }
        }
        while (depth > 0);
        return depth == 0;
    }

    /// <summary>Passes over a string, which may span lines.</summary>
    /// <returns>False if there is none.</returns>
    public bool TrySkipString()
    {
        if (Next != '"' || FindQuote() is not { } close)
        {
            return false;
        }

        At = close + 1;
        return true;
    }

    /// <summary>Passes over a list of flags, and makes what is no atom in it one that nobody takes for a keyword.</summary>
    /// <param name="withStrings">Whether there are strings and literals in it; otherwise it ends at its first parenthesis.</param>
    /// <returns>False if it has no end.</returns>
    public bool TryMendFlags(bool withStrings)
    {
        At++;
        var isBetween = true;
        while (At < _all.Length && Next != ')')
        {
            if (withStrings && isBetween && Next == '"' && FindQuote() is { } close)
            {
                Mask(close + 1 - At);
            }
            else if (withStrings && LiteralMark.At(Rest) is { } mark && mark.Size <= Rest.Length - mark.Length)
            {
                Mask(mark.Length + (int)mark.Size);
            }
            else if (withStrings && isBetween && Next == '"')
            {
                return false;
            }
            else
            {
                ref var next = ref _all[At++];
                isBetween = next is (byte)' ' or (byte)'\r' or (byte)'\n';
                next = isBetween ? (byte)' ' : next is (byte)'"' or (byte)'{' or (byte)'(' ? Marker : next;
            }
        }

        return Next == ')' && ++At > 0;
    }

    /// <summary>Passes over a date, of which nothing but its end has to be right: what it says is judged elsewhere.</summary>
    /// <returns>False if it has no end.</returns>
    public bool TryMendDate()
    {
        if (LiteralMark.At(Rest) is { } mark && mark.Size <= Rest.Length - mark.Length)
        {
            if (!TryQuote())
            {
                var all = _all.Slice(At, mark.Length + (int)mark.Size);
                all.Fill((byte)'x');
                At += all.Length;
            }

            return true;
        }

        if (Next != '"')
        {
            return TrySkipValue();
        }

        var close = _all[(At + 1)..].IndexOf((byte)'"');
        var end = close >= 0 ? At + close + 2 : FindItem();
        if (end < 0)
        {
            return false;
        }

        var date = _all[At..end];
        date.Replace((byte)'\r', (byte)'x');
        date.Replace((byte)'\n', (byte)'x');
        if (close < 0)
        {
            date.Fill((byte)'x');
        }

        for (At = end; At < _all.Length && _all[At] is not ((byte)' ' or (byte)')' or (byte)'\r' or (byte)'\n'); At++)
        {
            _all[At] = (byte)' ';
        }

        return true;
    }

    /// <summary>Makes a string in quotes of a literal.</summary>
    /// <returns>False if there is none, or if not all of its bytes may stand in quotes.</returns>
    public bool TryQuote()
    {
        if (LiteralMark.At(Rest) is not { } mark || mark.Size > Rest.Length - mark.Length)
        {
            return false;
        }

        var all = _all.Slice(At, mark.Length + (int)mark.Size);
        var text = all[mark.Length..];
        if (text.ContainsAny("\"\\\r\n\0"u8))
        {
            return false;
        }

        text.CopyTo(all[(mark.Length - 1)..]);
        all[..(mark.Length - 2)].Fill((byte)' ');
        (all[mark.Length - 2], all[^1]) = ((byte)'"', (byte)'"');
        At += all.Length;
        return true;
    }

    /// <summary>Blanks all that is left.</summary>
    public readonly void BlankRest()
    {
        _all[At..].Fill((byte)' ');
        EndLine();
    }

    // A quote ends a string only if something follows that may stand behind one.
    private readonly int? FindQuote()
    {
        for (var i = At + 1; i < _all.Length - 1; i++)
        {
            if (_all[i] == '\\')
            {
                i++;
            }
            else if (_all[i] == '"' && _all[i + 1] is (byte)']' or (byte)')' or (byte)' ' or (byte)'\r' or (byte)'\n')
            {
                return i;
            }
        }

        return null;
    }

    private readonly int FindItem()
    {
        var nearest = _all.LastIndexOf((byte)')');
        foreach (var name in new[] { " UID ", " FLAGS ", " RFC822.SIZE ", " MODSEQ ", " BODY[" })
        {
            var at = Rest.IndexOf(System.Text.Encoding.ASCII.GetBytes(name));
            nearest = at >= 0 ? Math.Min(nearest, At + at) : nearest;
        }

        return nearest > At ? nearest : -1;
    }

    private void Mask(int length)
    {
        foreach (ref var next in _all.Slice(At, length))
        {
            next = next is (byte)'"' or (byte)'{' or (byte)'}' or (byte)'(' or (byte)')' or (byte)' ' or < 0x20 ? Marker : next;
        }

        At += length;
    }
}
