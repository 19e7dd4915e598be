using System.Text;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// Looks at what a server says before the mail library reads it, and changes, byte for byte, what the library would fail over: lists of flags that
/// are none, and dates. One bad flag or date of one message would otherwise cost the connection, again and again. Dates it reads itself.
/// </summary>
internal sealed class ReplyFilter
{
    private const int MaxHead = 48;
    private const int MaxFolderFlags = 10_000;
    private const int MaxDates = 1_000_000;

    private readonly FlagListFilter _flags = new();
    private readonly byte[] _word = new byte[MaxHead];
    private readonly byte[] _date = new byte[InternalDate.MaxLength + 32];
    private readonly Dictionary<uint, DateTimeOffset?> _dates = [];
    private Place _place;
    private Item _item;
    private ValueReader _value;
    private int _wordLength;
    private int _valueLength;
    private int _depth;
    private uint _uid;
    private DateTimeOffset? _received;
    private bool _hasDate;

    private enum Place
    {
        Head,
        Text,
        TextLiteral,
        Items,
        Value,
        Flags,
        NoFlags,
        Date,
    }

    private enum Item
    {
        None,
        Flags,
        Date,
        Uid,
    }

    private ReadOnlySpan<byte> Word => _word.AsSpan(0, _wordLength);

    /// <summary>Takes the dates that have been told since the last time, by UID; null for those that are none.</summary>
    public bool TryTakeDate(uint uid, out DateTimeOffset? received) => _dates.Remove(uid, out received);

    /// <summary>Forgets dates that nobody has asked for.</summary>
    public void ForgetDates() => _dates.Clear();

    /// <summary>Takes how many flags have been left out since the last time, since a message had too many of them.</summary>
    public int TakeUnreadFlags()
    {
        var unread = _flags.Unread;
        _flags.Unread = 0;
        return unread;
    }

    /// <summary>Looks at what has arrived, and changes it.</summary>
    public void Pass(Span<byte> arrived)
    {
        for (var i = 0; i < arrived.Length; i++)
        {
            if (_value.LiteralLeft > 0 && _place is Place.Value or Place.TextLiteral)
            {
                var skipped = (int)Math.Min(_value.LiteralLeft, arrived.Length - i);
                _value.Skip(skipped);
                i += skipped - 1;
            }
            else
            {
                Take(arrived[i..]);
            }
        }
    }

    private void Take(Span<byte> rest)
    {
        ref var next = ref rest[0];
        switch (_place)
        {
            case Place.Head:
                TakeHead(next);
                break;
            case Place.Text:
                TakeText(next);
                break;
            case Place.TextLiteral or Place.Value when _value.TryTake(next):
                _place = _value.IsBroken ? BeginLine() : _place;
                break;
            case Place.TextLiteral:
                _place = Place.Text;
                TakeText(next);
                break;
            case Place.Flags when _flags.TryTake(rest):
                break;
            case Place.Flags when _depth == 0:
                _place = Place.Text;
                TakeText(next);
                break;
            case Place.Flags when next == ')':
                _place = Place.Items;
                break;
            case Place.NoFlags when _value.TryTake(next):
                next = _valueLength++ switch { 0 => (byte)'(', 1 => (byte)')', _ => (byte)' ' };
                break;
            case Place.Date when _value.TryTake(next):
                TakeDate(ref next);
                break;
            case Place.Date:
                (_received, _hasDate, _place) = (ReadDate(), true, Place.Items);
                TakeItem(rest);
                break;
            default:
                _place = Place.Items;
                TakeItem(rest);
                break;
        }
    }

    private void TakeHead(byte next)
    {
        if (next == '\n')
        {
            _place = BeginLine();
        }
        else if (next == '(')
        {
            BeginList();
        }
        else if (next == '{' || _wordLength == MaxHead)
        {
            _place = Place.Text;
            TakeText(next);
        }
        else
        {
            _word[_wordLength++] = next;
        }
    }

    private void BeginList()
    {
        _depth = 0;
        if (Is("* FLAGS ") || Is("* OK [PERMANENTFLAGS "))
        {
            _flags.Begin(MaxFolderFlags);
            _place = Place.Flags;
        }
        else if (Word.StartsWith("* "u8) && Word.Length > 7 && Ascii.EqualsIgnoreCase(Word[^7..], " FETCH "u8))
        {
            (_place, _depth, _item, _wordLength) = (Place.Items, 1, Item.None, 0);
            (_uid, _received, _hasDate) = (0, null, false);
        }
        else
        {
            _place = Place.Text;
        }
    }

    // Literals stand in answers that are no sentences for people: names of folders, say.
    private void TakeText(byte next)
    {
        if (next == '\n')
        {
            _place = BeginLine();
        }
        else if (next == '{' && Word.StartsWith("* "u8) && !(Word.Length > 4 && Word[2..4] is [(byte)'O', (byte)'K'] or [(byte)'N', (byte)'O'] or [(byte)'B', _]))
        {
            (_place, _value) = (Place.TextLiteral, new ValueReader(isString: true));
            _value.TryTake(next);
        }
    }

    private void TakeItem(Span<byte> rest)
    {
        var next = rest[0];
        switch (next)
        {
            case (byte)'\n':
                _place = BeginLine();
                return;
            case (byte)' ' or (byte)'\r':
                _item = _wordLength > 0 ? FindItem() : _item;
                _wordLength = 0;
                return;
            case (byte)')':
                EndList();
                return;
        }

        if (_item == Item.Uid && next is >= (byte)'0' and <= (byte)'9')
        {
            _uid = unchecked((_uid * 10) + next - '0');
            return;
        }

        var item = _item;
        _item = Item.None;
        if (next == '(' && item == Item.Flags)
        {
            _flags.Begin(2 * KeywordSet.MaxCount);
            _place = Place.Flags;
        }
        else if (item is Item.Flags or Item.Date)
        {
            BeginValue(item == Item.Flags ? Place.NoFlags : Place.Date, rest);
            Take(rest);
        }
        else if (next is (byte)'"' or (byte)'{')
        {
            (_place, _value) = (Place.Value, new ValueReader(isString: true));
            _value.TryTake(next);
        }
        else if (next == '(')
        {
            _depth++;
        }
        else if (_wordLength < MaxHead)
        {
            _word[_wordLength++] = next;
        }
    }

    private void BeginValue(Place place, ReadOnlySpan<byte> rest) =>
        (_place, _value, _valueLength) = (place, new ValueReader(isString: StringStart.IsAt(rest)), 0);

    private void EndList()
    {
        (_wordLength, _item) = (0, Item.None);
        if (--_depth == 0)
        {
            if (_hasDate && _dates.Count < MaxDates)
            {
                _dates[_uid] = _received;
            }

            _place = Place.Text;
        }
    }

    // The mail library reads what is left as a date that is none.
    private void TakeDate(ref byte next)
    {
        if (_valueLength < _date.Length)
        {
            _date[_valueLength++] = next;
            next = (byte)'x';
        }
        else
        {
            next = (byte)' ';
        }
    }

    private DateTimeOffset? ReadDate()
    {
        var text = _date.AsSpan(0, _valueLength);
        return InternalDate.Read(text is [(byte)'{', ..] ? text[(text.IndexOf((byte)'\n') + 1)..] : text.Trim((byte)'"'));
    }

    private Place BeginLine()
    {
        _wordLength = 0;
        return Place.Head;
    }

    private Item FindItem() =>
        _depth != 1 ? Item.None
        : Is("FLAGS") ? Item.Flags
        : Is("INTERNALDATE") ? Item.Date
        : Is("UID") ? Item.Uid
        : Item.None;

    private bool Is(string name) => Ascii.EqualsIgnoreCase(Word, name);
}
