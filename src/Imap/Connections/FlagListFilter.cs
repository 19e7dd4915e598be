using System.Buffers;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// Passes a list of flags on in a form that the mail library can read, whatever a server has put into it: where a byte may not stand in a flag, it
/// becomes one that the library takes and <see cref="Keyword"/> does not. The list keeps its length.
/// </summary>
internal sealed class FlagListFilter
{
    // An inverted question mark, to those who are shown the flag.
    private const byte Marker = 0xBF;

    private static readonly SearchValues<byte> Atom = SearchValues.Create(
        [.. Enumerable.Range(0x21, 0xFF - 0x21 + 1).Where(code => code != 0x7F).Select(code => (byte)code).Except("(){%*\"\\"u8.ToArray())]);

    private ValueReader _string;
    private bool _isInString;
    private bool _isSystemFlag;
    private int _length;
    private int _count;
    private int _most;

    /// <summary>How many flags have been left out, since there were too many of them.</summary>
    public int Unread { get; set; }

    /// <summary>Begins a list, behind its parenthesis.</summary>
    /// <param name="most">The greatest number of flags that are passed on.</param>
    public void Begin(int most) => (_string, _isInString, _length, _count, _most) = (default, false, 0, 0, most);

    /// <summary>Takes the next byte.</summary>
    /// <param name="rest">It, and what has arrived behind it.</param>
    /// <returns>False if the list is over, and the byte stands behind its last flag.</returns>
    public bool TryTake(Span<byte> rest)
    {
        ref var next = ref rest[0];
        if (_isInString && _string.TryTake(next))
        {
            Pass(ref next, isAllowed: Atom.Contains(next));
            return true;
        }

        _isInString = false;
        switch (next)
        {
            case (byte)')' or (byte)'\n':
                return false;
            case (byte)' ' or (byte)'\r':
                _length = 0;
                return true;
        }

        if (_length == 0)
        {
            Begin(rest);
        }

        Pass(ref next, Atom.Contains(next) || (_isSystemFlag && (_length == 0 || (next == '*' && _length == 1))));
        return true;
    }

    private void Begin(Span<byte> rest)
    {
        _count++;
        _isSystemFlag = rest[0] == '\\';
        _isInString = StringStart.IsAt(rest);
        if (_isInString)
        {
            _string = new ValueReader(isString: true);
            _string.TryTake(rest[0]);
        }

        if (_count > _most + 1)
        {
            Unread++;
        }
    }

    // A flag that is too long is cut where Keyword sees that it is, and of those that are too many, one is left to be seen.
    private void Pass(ref byte next, bool isAllowed)
    {
        var most = _count > _most ? 1 : Keyword.MaxLength + 1;
        next = _length >= most ? (byte)' ' : isAllowed && _count <= _most ? next : Marker;
        _length = Math.Min(_length + 1, int.MaxValue - 1);
    }
}
