using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Follows what a server says (RFC 3501, section 7) before the mail library reads it, and ends it as soon as it breaks the grammar, was not
/// asked for, or is more than <see cref="WireLimits"/> allow: the library keeps what it reads, however much it is.
/// </summary>
/// <param name="gate">Knows the command under way.</param>
internal sealed class ResponseGuard(OutgoingGate gate)
{
    // Only to be told of.
    private const int MostRespellings = 20;

    private readonly ResponseLexer _lexer = new();
    private readonly ResponseBudget _budget = new();
    private readonly ListedNames _names = new();
    private readonly List<(string Name, string Other)> _respellings = [];
    private bool _isGreeted;
    private WireCommand? _command;
    private ResponseKind _kind = ResponseKind.None;
    private FetchedItems? _items;
    private FolderShape? _shape;
    private StatusItemsCheck? _status;
    private int _length;
    private bool _isAsked;
    private bool _isHeader;
    private int _lines;
    private bool _isDropped;
    private bool _isBeyond;
    private long _beyond;
    private long _received;
    private bool _isHeld;
    private bool _isReadOnly;
    private (int At, byte[] Text)? _addition;

    /// <summary>Whether the next byte begins a response.</summary>
    public bool IsAtStart => _kind == ResponseKind.None || _isHeld;

    /// <summary>Bytes of a literal that are still to come.</summary>
    public long LiteralLeft { get; private set; }

    /// <summary>Whether the library is to see nothing of what comes next: of the response that is coming in, or of the rest of a header that is too long.</summary>
    public bool IsDropping => _isDropped || _isBeyond;

    /// <summary>Bytes of messages that were asked for and have come, and of their headers.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>How the last command was answered: OK, NO or BAD.</summary>
    public string LastAnswer { get; private set; } = string.Empty;

    /// <summary>Whether the last command was refused in a way that leaves the connection in doubt.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>How many folders have been listed in a way that can't be read.</summary>
    public int UnreadFolders { get; private set; }

    /// <summary>Takes the names that have been listed since the last time, and that the library can't tell from others.</summary>
    public IReadOnlyList<(string Name, string Other)> TakeRespellings()
    {
        (string Name, string Other)[] taken = [.. _respellings];
        _respellings.Clear();
        return taken;
    }

    /// <summary>Takes what the library is to read within the line that was looked at last.</summary>
    /// <returns>Where in the line, and what; null if there is nothing.</returns>
    public (int At, byte[] Text)? TakeAddition()
    {
        var addition = _addition;
        _addition = null;
        return addition;
    }

    /// <summary>Counts bytes of a literal that pass, and changes in place what the library can't hold.</summary>
    public void PassLiteral(Span<byte> bytes)
    {
        LiteralLeft -= bytes.Length;
        if (_isAsked)
        {
            Interlocked.Add(ref _received, bytes.Length);
        }

        if (_isHeader && !IsDropping)
        {
            JoinLines(bytes);
        }

        if (LiteralLeft == 0)
        {
            (LiteralLeft, _beyond, _isBeyond) = (_beyond, 0, _beyond > 0);
        }
    }

    /// <summary>Looks at a line, or at a piece of one that is longer than the buffer, and changes in place what the library can't read.</summary>
    /// <param name="arrived">Begins with the line.</param>
    /// <param name="isAll">Whether no more can arrive before it has passed.</param>
    /// <param name="length">How long the line is; on return, how much of what has arrived the verdict is about.</param>
    /// <exception cref="WireException">It must not be.</exception>
    public Verdict Look(Span<byte> arrived, bool isAll, ref int length)
    {
        if (_isHeld)
        {
            return LookAgain(arrived, isAll, ref length);
        }

        if (_command != gate.Command)
        {
            (_command, _isReadOnly) = (gate.Command, false);
            _budget.Begin(_command);
            _names.Clear();
        }

        var line = arrived[..length];
        var isFirst = _kind == ResponseKind.None;
        if (isFirst)
        {
            Begin(line);
        }

        _length += length;
        _budget.Spend(_kind, length, _length);
        var isEnd = line[^1] == '\n';
        if (_kind is ResponseKind.Plain or ResponseKind.Tagged or ResponseKind.Continuation)
        {
            var verdict = IsDropping ? Verdict.Drop : Verdict.Pass;
            if (isEnd)
            {
                End();
            }

            return verdict;
        }

        var literal = IsDropping ? LiteralMark.AtEndOf(line)?.Size : _lexer.Read(line);
        return isFirst && isEnd && !IsDropping && IsInNeed(literal) ? LookAgain(arrived, isAll, ref length) : Follow(line, literal, isEnd);
    }

    private bool IsInNeed(long? literal) => _kind switch
    {
        ResponseKind.Fetch when _items!.IsFlawed => true,
        ResponseKind.Fetch or ResponseKind.Words or ResponseKind.Namespace when literal > WireLimits.ShortLiteral => false,
        ResponseKind.Namespace => true,
        ResponseKind.Fetch when literal is not null => !(_items.IsBeforeMessage || _items.IsBeforeSection),
        ResponseKind.Folder when literal is not null => !_shape!.IsBeforeName || literal > ResponseMender.LongestName,
        ResponseKind.Status when literal is null => _status!.IsFlawed || _lexer.IsOpen,
        ResponseKind.Folder => _shape!.IsFlawed || _lexer.IsOpen,
        ResponseKind.Words when literal is not null => true,
        _ => literal is null && _lexer.IsOpen,
    };

    /// <summary>Looks at the whole of a response that can't be read as it is.</summary>
    private Verdict LookAgain(Span<byte> arrived, bool isAll, ref int length)
    {
        var isBeyondReading = _items is { IsFlawed: true } || (_kind == ResponseKind.Folder && LiteralMark.AtEndOf(arrived[..length])?.Size > ResponseMender.LongestName);
        var whole = _kind == ResponseKind.Folder && isBeyondReading ? length : ResponseExtent.Find(arrived, _command?.Tag);
        if (whole is null && !isAll)
        {
            _isHeld = true;
            return Verdict.Wait;
        }

        _isHeld = false;
        var isMended = whole is not null && !isBeyondReading && ResponseMender.TryMend(_kind, arrived[..whole.Value]);
        if (isMended)
        {
            // The bytes of a literal that is still one are passed by themselves.
            var first = arrived.IndexOf((byte)'\n') + 1;
            length = LiteralMark.AtEndOf(arrived[..first]) is null ? whole!.Value : first;
        }

        _items = _items is null ? null : new FetchedItems(_command);
        _shape = _shape is null ? null : new FolderShape();
        _lexer.Begin((ILexed?)_items ?? _shape);
        var literal = _lexer.Read(arrived[..length]);
        if (isMended ? !IsInNeedStill(literal) : whole is null && !isBeyondReading && _kind != ResponseKind.Folder)
        {
            return Follow(arrived[..length], literal, isEnd: true);
        }

        UnreadFolders += _kind == ResponseKind.Folder && IsListing(arrived) ? 1 : 0;
        _isDropped = true;
        length = Math.Max(length, whole ?? 0);
        return Follow(arrived[..length], LiteralMark.AtEndOf(arrived[..length])?.Size, isEnd: true);
    }

    private bool IsInNeedStill(long? literal) => _kind switch
    {
        ResponseKind.Namespace => literal is not null || _lexer.IsOpen,
        _ => IsInNeed(literal),
    };

    private Verdict Follow(Span<byte> line, long? literal, bool isEnd)
    {
        if (_kind == ResponseKind.Folder && isEnd && literal is null && !IsDropping && IsListing(line) && _names.IsTakenForAnother(line, out var respelling))
        {
            if (respelling is { } names && _respellings.Count < MostRespellings && !_respellings.Contains(names))
            {
                _respellings.Add(names);
            }

            _isDropped = true;
        }

        var verdict = IsDropping ? Verdict.Drop : Verdict.Pass;
        if (literal is { } size)
        {
            BeginLiteral(size);
            if (_beyond > 0)
            {
                LiteralMark.Shorten(line, WireLimits.Header);
            }
        }
        else if (isEnd && (IsDropping || !_lexer.IsInQuotes))
        {
            if (!IsDropping)
            {
                _items?.End();
            }

            End();
        }

        return verdict;
    }

    private void Begin(Span<byte> line)
    {
        (_items, _shape, _length, _isDropped) = (null, null, 0, false);
        _lexer.Begin(null);
        if (!_isGreeted)
        {
            Greet(line);
            return;
        }

        if (line[0] == '+')
        {
            Continue();
            return;
        }

        // "[CODE]" without "* OK" before it is known of Exchange Online.
        if (line[0] == '[')
        {
            _kind = ResponseKind.Plain;
            ResponseCode.Mend(line, _command);
            return;
        }

        if (!line.StartsWith("* "u8))
        {
            BeginTagged(line);
            return;
        }

        var (first, second) = Words(line[2..]);
        var isNumber = first.Length > 0 && char.IsAsciiDigit(first[0]);
        _kind = ResponseKinds.Of(isNumber ? second : first);
        if (isNumber && !(uint.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue))
        {
            throw new WireException("sent a number that no mailbox reaches", $"{Shorten(first)} {second}");
        }

        _budget.Count(_kind);

        // There is no message of that number, and nothing that is said of it holds for another.
        // Nor is anything read that nobody has asked for, such as an extension's own response.
        _isDropped = _kind == ResponseKind.Other || (isNumber && first.Trim('0').Length == 0 && (_kind == ResponseKind.Fetch || second.Equals("EXPUNGE", StringComparison.OrdinalIgnoreCase)));
        switch (_kind)
        {
            case ResponseKind.Fetch when !IsDropping:
                _items = new FetchedItems(_command);
                _lexer.Begin(_items);
                break;
            case ResponseKind.Folder:
                _lexer.Begin(_shape = new FolderShape());
                break;
            case ResponseKind.Namespace:
                _lexer.Begin(new NamespaceCount());
                break;
            case ResponseKind.Status:
                StatusNumbers.MendUidNext(line);
                _lexer.Begin(_status = new StatusItemsCheck());
                Capabilities.MendModSeq(line);
                break;
            case ResponseKind.Plain:
                BeginPlain(line, isNumber ? second : first);
                break;
        }
    }

    private void BeginPlain(Span<byte> line, string name)
    {
        if (name.ToUpperInvariant() is not ("OK" or "NO" or "BAD" or "BYE" or "PREAUTH") && name is not ['[', ..])
        {
            Capabilities.MendWords(line);
            Correct(line);
            return;
        }

        var at = name is ['[', ..] ? 2 : TextBehind(line, "* ".Length + name.Length);
        var code = ResponseCode.Mend(line[at..], _command);
        _isReadOnly |= code == "READ-ONLY";
        if (code == "PERMANENTFLAGS" && (line[at..].IndexOf((byte)']') < 0 || line[at..].ContainsAny((byte)'"', (byte)'{')))
        {
            _kind = ResponseKind.Words;
        }

        Correct(line);
    }

    private void Greet(Span<byte> line)
    {
        if (line[^1] != '\n' || line.Length > WireLimits.Greeting)
        {
            throw new WireException($"sent a greeting of more than {WireLimits.Greeting / 1024} KiB");
        }

        Greeting.Check(line);
        Correct(line);
        (_isGreeted, _kind) = (true, ResponseKind.Plain);
    }

    private void Continue()
    {
        if (_command?.Awaited is not null)
        {
            gate.Asked();
        }
        else if (_command is not { IsConversation: true })
        {
            throw new WireException("asked for more of a command that was complete");
        }

        _kind = ResponseKind.Continuation;
    }

    private void BeginTagged(Span<byte> line)
    {
        var (tag, answer) = Words(line);
        if (_command is null || tag != _command.Tag || answer.ToUpperInvariant() is not ("OK" or "NO" or "BAD"))
        {
            throw new WireException("sent something that no command explains");
        }

        LastAnswer = answer.ToUpperInvariant();
        IsInDoubt = LastAnswer == "BAD" || (LastAnswer == "NO" && _command.HasUnaskedLiteral);
        if (IsInDoubt && _command.Name == "APPEND")
        {
            gate.Refused();
        }

        _kind = ResponseKind.Tagged;
        var at = TextBehind(line, tag.Length + 1 + answer.Length);
        var code = ResponseCode.Mend(line[at..], _command);
        if (LastAnswer == "OK")
        {
            CheckDone();
            if (_command.Name is "SELECT" or "EXAMINE" && SelectAnswer.Complete(line, at, code, _command, _isReadOnly) is { } addition)
            {
                _addition = (at, addition);
            }
        }

        Correct(line);
    }

    // What has not been sent can't have been stored.
    private void CheckDone()
    {
        if (_command!.Awaited is not null || gate.LiteralLeft > 0)
        {
            throw new WireException("says that it has done what it has not been sent yet");
        }
    }

    private static int TextBehind(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }

        return at;
    }

    private void Correct(Span<byte> line)
    {
        if (Capabilities.TryHideLiterals(line, out var literalPlus, out var literalMinus))
        {
            gate.Offers(literalPlus, literalMinus);
        }

        Capabilities.MendModSeq(line);
    }

    private void BeginLiteral(long length)
    {
        var (isMessage, isSection) = (!IsDropping && _items is { IsBeforeMessage: true }, !IsDropping && _items is { IsBeforeSection: true });
        var kept = isSection ? Math.Min(length, WireLimits.Header) : length;
        if (IsDropping)
        {
            BeginDropped(length);
        }
        else if (isMessage || isSection)
        {
            if (length > int.MaxValue)
            {
                throw new WireException($"announced a message of {length} bytes");
            }

            if (isSection)
            {
                _budget.SpendHeader(kept);
            }
        }
        else if (ResponseKinds.MayHoldLiterals(_kind))
        {
            if (length > WireLimits.ShortLiteral)
            {
                throw new WireException($"announced a literal of {length} bytes where a short text belongs");
            }

            _budget.SpendText(_kind, length);
        }
        else
        {
            throw new WireException("sent a literal where none may be");
        }

        (LiteralLeft, _beyond, _isAsked, _isHeader, _lines) = (kept, length - kept, isMessage || isSection, isSection, 0);
        _lexer.PassLiteral();
    }

    // The library makes objects of each field.
    private void JoinLines(Span<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)'\n'); at >= 0 && ++_lines < WireLimits.HeaderLines; at = bytes.IndexOf((byte)'\n'))
        {
            bytes = bytes[(at + 1)..];
        }

        if (_lines >= WireLimits.HeaderLines)
        {
            bytes.Replace((byte)'\n', (byte)' ');
            bytes.Replace((byte)'\r', (byte)' ');
        }
    }

    private static bool IsListing(ReadOnlySpan<byte> line) => Ascii.EqualsIgnoreCase(line[..Math.Min(line.Length, "* LIST".Length)], "* LIST"u8);

    // It takes no memory, but what was not asked for must have an end.
    private void BeginDropped(long length)
    {
        if (length > int.MaxValue)
        {
            throw new WireException($"announced a message of {length} bytes");
        }

        if (_kind != ResponseKind.Fetch)
        {
            _budget.SpendText(_kind, length);
        }
    }

    private void End()
    {
        if (_kind == ResponseKind.Tagged)
        {
            gate.End();
        }

        (_kind, _isDropped) = (ResponseKind.None, false);
    }

    private static (string First, string Second) Words(ReadOnlySpan<byte> line)
    {
        const int Enough = 80;
        var text = Encoding.Latin1.GetString(line[..Math.Min(line.Length, Enough)]).TrimEnd('\r', '\n');
        var parts = text.Split(' ', 3);
        return (parts[0], parts.ElementAtOrDefault(1) ?? string.Empty);
    }

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "...";
}
