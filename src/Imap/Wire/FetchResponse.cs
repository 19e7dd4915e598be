using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>What one FETCH response says of a message. It is used again for the next one.</summary>
internal sealed class FetchResponse : ILexed
{
    private readonly FlagNames _names = new();
    private readonly List<string> _flags = [];
    private readonly List<string> _labels = [];
    private FetchQuery? _query;
    private FetchItem _item;
    private bool _isPart;
    private bool _isBegun;

    /// <summary>Its position in the folder.</summary>
    public int Number { get; private set; }

    /// <summary>Its UID; null if it has not been told.</summary>
    public uint? Uid { get; private set; }

    /// <summary>Its flags, as the server spells them; null if they have not been told.</summary>
    public IReadOnlyList<string>? Flags { get; private set; }

    /// <summary>How many more flags it has than are read.</summary>
    public int UnreadFlags { get; private set; }

    /// <summary>When it arrived; null if that has not been told in a way that can be read.</summary>
    public DateTimeOffset? InternalDate { get; private set; }

    /// <summary>Whether something stands for its date, which may be no date.</summary>
    public bool HasInternalDate { get; private set; }

    /// <summary>Its size in bytes; null if it has not been told.</summary>
    public uint? Size { get; private set; }

    /// <summary>Gmail's labels.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Its header, or the fields of it that were asked for; null if they have not come.</summary>
    public byte[]? Header { get; set; }

    /// <summary>The message itself; null if it has not come.</summary>
    public IBody? Body { get; private set; }

    /// <summary>Whether the message is told of in a way that can't be read, or another form of it is sent than was asked for.</summary>
    public bool IsFlawed { get; private set; }

    /// <summary>Whether a whole message comes next.</summary>
    public bool IsBeforeMessage => _item == FetchItem.Message && !IsFlawed;

    /// <summary>Whether a header comes next.</summary>
    public bool IsBeforeHeader => _item == FetchItem.Header && !IsFlawed;

    /// <summary>Begins with a response.</summary>
    /// <param name="number">The message's position.</param>
    /// <param name="query">What has been asked for; null = nothing.</param>
    public void Begin(int number, FetchQuery? query)
    {
        Drop();
        _flags.Clear();
        _labels.Clear();
        (Number, _query, _item, _isPart, _isBegun) = (number, query, FetchItem.None, false, false);
        (Uid, Flags, UnreadFlags, InternalDate, HasInternalDate, Size, Header, IsFlawed) = (null, null, 0, null, false, null, null, false);
    }

    public void Word(ReadOnlySpan<byte> word, int depth)
    {
        if (depth == 2)
        {
            AddToList(word, word);
        }
        else if (depth == 1 && _item == FetchItem.None)
        {
            BeginItem(word);
        }
        else if (depth == 1)
        {
            TakeWord(word);
            _item = FetchItem.None;
        }
    }

    public void Text(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content, int depth)
    {
        if (depth == 2)
        {
            AddToList(raw, content);
        }
        else if (depth == 1)
        {
            TakeText(raw, content);
            _item = FetchItem.None;
        }
    }

    public void Open(int depth)
    {
        IsFlawed |= depth switch
        {
            1 => _isBegun,
            2 => _item is not (FetchItem.Flags or FetchItem.Labels or FetchItem.ModSeq or FetchItem.Other),
            _ => false,
        };
        _isBegun = true;

        // A list among flags is none.
        UnreadFlags += depth == 3 && _item == FetchItem.Flags ? 1 : 0;
        Flags = depth == 2 && _item == FetchItem.Flags ? _flags : Flags;
    }

    public void Close(int depth)
    {
        IsFlawed |= depth == 0 || (depth == 1 && _item != FetchItem.None);
        _item = depth == 2 ? FetchItem.None : _item;
    }

    /// <summary>Makes what takes the message that comes next.</summary>
    /// <exception cref="WireException">It was not asked for.</exception>
    public IBody OpenBody(int length)
    {
        if (Body is not null)
        {
            throw new WireException("sent a message twice");
        }

        if (Uid is { } uid)
        {
            CheckAsked(uid);
        }

        _item = FetchItem.None;
        return Body = _query!.OpenBody!(length);
    }

    /// <summary>The header that was to come next has come.</summary>
    public void PassHeader() => _item = FetchItem.None;

    /// <summary>Gives the message away: the caller disposes it.</summary>
    public IBody? TakeBody()
    {
        var body = Body;
        Body = null;
        return body;
    }

    /// <summary>Forgets the message, which is of no use.</summary>
    public void Drop()
    {
        Body?.Dispose();
        Body = null;
    }

    /// <summary>The response is complete.</summary>
    /// <exception cref="WireException">It holds a message that nobody asked for.</exception>
    public void End()
    {
        if (Body is null)
        {
            return;
        }

        CheckAsked(Uid ?? throw new WireException("sent a message without its UID"));
        if (!_query!.TryHandOut(Uid.Value))
        {
            throw new WireException("sent a message twice");
        }
    }

    private void BeginItem(ReadOnlySpan<byte> name)
    {
        _item = Is(name, "UID"u8) ? FetchItem.Uid
            : Is(name, "FLAGS"u8) ? FetchItem.Flags
            : Is(name, "INTERNALDATE"u8) ? FetchItem.InternalDate
            : Is(name, "RFC822.SIZE"u8) ? FetchItem.Size
            : Is(name, "X-GM-LABELS"u8) ? FetchItem.Labels
            : Is(name, "MODSEQ"u8) ? FetchItem.ModSeq
            : MessagePart.Is(name) ? BeginPart(name)
            : FetchItem.Other;
    }

    private FetchItem BeginPart(ReadOnlySpan<byte> name)
    {
        var section = MessagePart.SectionOf(name);
        if (section is null || _query?.AsksForSection(section) != true)
        {
            throw new WireException("sent a part of a message that nobody asked for");
        }

        // A part where the whole was asked for would be taken for it.
        IsFlawed |= name[^1] != ']';
        if (section.Length == 0 && _isPart)
        {
            throw new WireException("sent a message twice");
        }

        _isPart |= section.Length == 0;
        return section.Length == 0 ? FetchItem.Message : FetchItem.Header;
    }

    private void TakeWord(ReadOnlySpan<byte> word)
    {
        switch (_item)
        {
            case FetchItem.Uid:
                Uid = ReadNumber(word);
                IsFlawed |= Uid is null or 0;
                break;
            case FetchItem.Size:
                Size = ReadNumber(word);
                IsFlawed |= Size is null;
                break;
            case FetchItem.Flags:
                Flags = _flags;
                break;
            case FetchItem.InternalDate:
                (InternalDate, HasInternalDate) = (Wire.InternalDate.Read(word), true);
                break;
            case FetchItem.ModSeq:
                IsFlawed = true;
                break;
            case FetchItem.Message or FetchItem.Header:
                TakeNothing(word);
                break;
        }
    }

    // The value of a section is a string or NIL: what else stands there announces a binary literal (RFC 3516), say.
    private void TakeNothing(ReadOnlySpan<byte> word)
    {
        IsFlawed |= !Is(word, "NIL"u8);
        if (IsBeforeMessage)
        {
            OpenBody(0);
        }
    }

    private void TakeText(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content)
    {
        switch (_item)
        {
            case FetchItem.None or FetchItem.Uid or FetchItem.Size or FetchItem.ModSeq:
                IsFlawed = true;
                break;
            case FetchItem.Flags:
                Flags = _flags;
                break;
            case FetchItem.InternalDate:
                (InternalDate, HasInternalDate) = (Wire.InternalDate.Read(content), true);
                break;
            case FetchItem.Message when !IsFlawed:
                OpenBody(content.Length).Write(WireText.Unescape(raw, content));
                break;
            case FetchItem.Header when !IsFlawed:
                Header = WireText.Unescape(raw, content).ToArray();
                break;
        }
    }

    private void AddToList(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content)
    {
        if (_item == FetchItem.Flags && _flags.Count <= WireLimits.Flags)
        {
            _flags.Add(_names.Of(raw));
        }
        else if (_item == FetchItem.Flags)
        {
            UnreadFlags++;
        }
        else if (_item == FetchItem.Labels && _labels.Count < WireLimits.Labels)
        {
            _labels.Add(WireText.Read(raw, content));
        }
    }

    private void CheckAsked(uint uid)
    {
        if (!_query!.AsksFor(uid))
        {
            throw new WireException("sent a message that nobody asked for");
        }
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(word, name);

    private static uint? ReadNumber(ReadOnlySpan<byte> word) =>
        !word.ContainsAnyExceptInRange((byte)'0', (byte)'9') && uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
