namespace Hosting.Migrations.Imap.Connections;

/// <summary>Finds the end of one value of a response, byte by byte: an atom, a quoted string or a literal (RFC 3501, section 4).</summary>
/// <param name="isString">Whether what looks like the beginning of a string is one; otherwise the value is an atom, whatever it begins with.</param>
internal struct ValueReader(bool isString)
{
    private Form _form;
    private bool _isEscaped;
    private bool _isClosed;
    private long _size;

    private enum Form
    {
        None,
        Atom,
        Quoted,
        Size,
        Literal,
    }

    /// <summary>How many bytes of a literal are still to come, which need no look.</summary>
    public readonly long LiteralLeft => _form == Form.Literal ? _size : 0;

    /// <summary>Whether a line ended where the size of a literal was expected: then there is none, and the next byte begins a line.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Takes the next byte.</summary>
    /// <returns>False if the value is over, and the byte stands behind it.</returns>
    public bool TryTake(byte next)
    {
        switch (_form)
        {
            case Form.None:
                _form = !isString ? Form.Atom : next switch { (byte)'"' => Form.Quoted, (byte)'{' => Form.Size, _ => Form.Atom };
                return true;
            case Form.Atom:
                return next is not ((byte)' ' or (byte)')' or (byte)'\r' or (byte)'\n');
            case Form.Quoted:
                return TryTakeQuoted(next);
            case Form.Size:
                TakeSize(next);
                return true;
            default:
                return _size-- > 0;
        }
    }

    /// <summary>Leaves out bytes of a literal.</summary>
    public void Skip(int bytes) => _size -= bytes;

    // The mail library takes a quote for the last one only if something follows that may stand behind a string.
    private bool TryTakeQuoted(byte next)
    {
        if (_isClosed && next is ((byte)']' or (byte)')' or (byte)' ' or (byte)'\r' or (byte)'\n'))
        {
            return false;
        }

        _isClosed = next == '"' && !_isEscaped;
        _isEscaped = next == '\\' && !_isEscaped;
        return true;
    }

    private void TakeSize(byte next)
    {
        switch (next)
        {
            case >= (byte)'0' and <= (byte)'9' when !_isClosed:
                _size = Math.Min((_size * 10) + next - '0', int.MaxValue);
                break;
            case (byte)'}':
                _isClosed = true;
                break;
            case (byte)'\n':
                (_form, IsBroken, _size) = (Form.Literal, !_isClosed, _isClosed ? _size : 0);
                break;
            case not ((byte)'\r' or (byte)'+'):
                // No size after all, or something behind it.
                _isClosed = false;
                break;
        }
    }
}
