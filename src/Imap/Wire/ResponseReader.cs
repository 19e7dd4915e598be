using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Reads what a server says, one response after the other (RFC 3501, section 7), and ends with a <see cref="WireException"/> as soon as it breaks the grammar, was
/// not asked for, or is more than <see cref="WireLimits"/> allow. What breaks the rules in a place of little weight costs that alone.
/// </summary>
/// <param name="input">What has come in.</param>
/// <param name="flight">The commands under way.</param>
/// <param name="listener">Hears of what is no answer to a command.</param>
internal sealed class ResponseReader(InputBuffer input, CommandFlight flight, IListener listener)
{
    // By so many bytes a response is known by its first words.
    private const int Head = 80;

    // So many bytes tell whether the flags of a folder in a status response are to be read as those of a list.
    private const int FlagsHead = 8 * 1024;

    private const int KeptText = 64 * 1024;

    private readonly Lexer _lexer = new();
    private readonly ResponseBudget _budget = new();
    private readonly ResponseParts _parts = new(flight, listener);
    private ArrayBufferWriter<byte> _text = new();
    private InputBuffer _input = input;
    private ResponseKind _kind;
    private bool _isDropped;
    private int _begin;
    private long _received;

    /// <summary>Bytes of messages that were asked for and have come, and of their headers.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>The response that was read last, if it was a line of text.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>Begins with commands.</summary>
    /// <param name="asked">How many messages they ask for.</param>
    public void Begin(long asked) => _budget.Begin(asked);

    /// <summary>Reads from another stream from now on.</summary>
    public void ReadFrom(InputBuffer other) => _input = other;

    /// <summary>Forgets what has come of a message.</summary>
    public void Drop() => _parts.Message.Drop();

    /// <summary>Reads the first line of a server.</summary>
    /// <exception cref="WireException">It is no greeting.</exception>
    public async ValueTask ReadGreetingAsync(CancellationToken cancellationToken)
    {
        Reset();
        for (var isComplete = false; !isComplete;)
        {
            isComplete = TakeLine(out _);
            if (_text.WrittenCount > WireLimits.Greeting)
            {
                throw new WireException($"sent a greeting of more than {WireLimits.Greeting / 1024} KiB");
            }

            if (!isComplete)
            {
                await _input.FillAsync(cancellationToken);
            }
        }

        Greeting.Check(Text);
    }

    /// <summary>Reads one response. What is no answer to a command the listener hears of.</summary>
    /// <returns>What it is; <see cref="ResponseKind.Other"/> if it is left out.</returns>
    public async ValueTask<ResponseKind> ReadAsync(CancellationToken cancellationToken)
    {
        Reset();
        await ReadLineAsync(cancellationToken);
        if (_isDropped)
        {
            await DropAsync(cancellationToken);
        }
        else if (_kind is ResponseKind.Fetch or ResponseKind.Folder or ResponseKind.Status or ResponseKind.Namespace or ResponseKind.Flags)
        {
            await ReadListsAsync(cancellationToken);
        }

        if (_isDropped)
        {
            return ResponseKind.Other;
        }

        _parts.Report(_kind, Text);
        return _kind;
    }

    private void Reset()
    {
        (_kind, _isDropped, _begin) = (ResponseKind.None, false, 0);
        // As long as one long line follows the other, they share their memory.
        if (_text.Capacity > KeptText && _text.WrittenCount <= KeptText)
        {
            _text = new ArrayBufferWriter<byte>();
        }

        _text.ResetWrittenCount();
    }

    private async ValueTask ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var isComplete = TakeLine(out var taken);
            if (_kind == ResponseKind.None && (isComplete || _text.WrittenCount >= (FindFlagsCode() >= 0 ? FlagsHead : Head)))
            {
                BeginResponse();
                taken = _text.WrittenCount;
            }

            if (_kind != ResponseKind.None)
            {
                _budget.Spend(_kind, taken, _text.WrittenCount);
            }

            if (isComplete)
            {
                return;
            }

            await _input.FillAsync(cancellationToken);
        }
    }

    /// <summary>Takes what has come of a line.</summary>
    /// <returns>Whether that is all of it.</returns>
    private bool TakeLine(out int taken)
    {
        var arrived = _input.Arrived;
        var end = arrived.IndexOf((byte)'\n') + 1;
        taken = end > 0 ? end : arrived.Length;
        _text.Write(arrived[..taken]);
        _input.Take(taken);
        return end > 0;
    }

    private void BeginResponse()
    {
        var text = Text;
        if (text[0] == '+')
        {
            flight.CheckMayGoOn();
            _kind = ResponseKind.Continuation;
        }
        else if (text[0] == '[')
        {
            // "[CODE]" without "* OK" before it is known of Exchange Online.
            _kind = ResponseKind.Plain;
        }
        else if (text.StartsWith("* "u8))
        {
            BeginUntagged();
        }
        else
        {
            flight.CheckIsTag(text);
            _kind = ResponseKind.Tagged;
        }
    }

    private void BeginUntagged()
    {
        var (first, second) = Words(2);
        var isNumber = first.Length > 0 && char.IsAsciiDigit(first[0]);
        var name = isNumber ? second : first;
        _kind = ResponseKinds.Of(name);
        if (isNumber && !(uint.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue))
        {
            throw new WireException("sent a number that no mailbox reaches", $"{(first.Length <= 20 ? first : first[..20] + "...")} {second}");
        }

        _budget.Count(_kind);
        _begin = Math.Min(Text.Length, "* ".Length + (isNumber ? first.Length + 1 : 0) + name.Length);

        // There is no message of the number 0, and nothing that is said of it holds for another.
        var isOfNone = isNumber && first.Trim('0').Length == 0 && (_kind == ResponseKind.Fetch || name.Equals("EXPUNGE", StringComparison.OrdinalIgnoreCase));
        // Folders that nobody asks for are nothing to be kept.
        _isDropped = _kind == ResponseKind.Other || isOfNone || (_kind == ResponseKind.Folder && !flight.AsksForFolders) || (isNumber ? _kind is not (ResponseKind.Fetch or ResponseKind.Plain) : _kind == ResponseKind.Fetch);
        if (_kind == ResponseKind.Plain && IsOddFlags())
        {
            (_kind, _begin) = (ResponseKind.Flags, Text.IndexOf((byte)'('));
        }

        _lexer.Begin(_parts.Begin(_kind, isNumber ? int.Parse(first, CultureInfo.InvariantCulture) : 0, name));
    }

    // The flags of a folder in a status response, with a string or a literal among them or without an end.
    private bool IsOddFlags()
    {
        // However much more has come by now: what a line means must not depend on the pieces in which it comes.
        var text = Text[..Math.Min(Text.Length, FlagsHead)];
        var code = FindFlagsCode();
        return code > 0 && (text.IndexOf((byte)']') < 0 || text[code..].ContainsAny((byte)'"', (byte)'{'));
    }

    private int FindFlagsCode()
    {
        var head = Text[..Math.Min(Text.Length, Head)];
        var code = head.IndexOf((byte)'[');
        return code > 0 && head.Length > code + 16 && Ascii.EqualsIgnoreCase(head.Slice(code + 1, 16), "PERMANENTFLAGS ("u8) ? code : -1;
    }

    // Line by line, as long as strings and lists have no end.
    private async ValueTask ReadListsAsync(CancellationToken cancellationToken)
    {
        for (var isMended = false; ;)
        {
            var literal = _lexer.Read(Text, _begin);
            _begin = _text.WrittenCount;
            if (literal is { } mark)
            {
                await ReadLiteralAsync(mark.Size, cancellationToken);
            }
            else if (!_lexer.IsOpen)
            {
                _isDropped |= _parts.IsFlawed(_kind);
                break;
            }
            else if (await IsAtEndAsync(cancellationToken))
            {
                if (isMended || !TryMend())
                {
                    _isDropped = true;
                    await DropAsync(cancellationToken);
                    break;
                }

                isMended = true;
                continue;
            }

            if (_isDropped)
            {
                await DropAsync(cancellationToken);
                break;
            }

            await ReadLineAsync(cancellationToken);
        }

        if (_isDropped)
        {
            _parts.LeaveOut(_kind);
        }
    }

    // What has no end at the end of its line ends there all the same, if another answer or a message begins behind it.
    private async ValueTask<bool> IsAtEndAsync(CancellationToken cancellationToken)
    {
        var line = Text[(Text.TrimEnd("\r\n"u8).LastIndexOf((byte)'\n') + 1)..];
        if (_kind == ResponseKind.Fetch && LiteralMark.AtEndOf(line) is { } mark && MessagePart.IsAtEndOf(line[..^mark.Length]))
        {
            return true;
        }

        while (true)
        {
            if (NextAnswer.BeginsIn(_input.Arrived, flight.Tags) is { } begins)
            {
                return begins;
            }

            await _input.FillAsync(cancellationToken);
        }
    }

    private bool TryMend()
    {
        var text = Text.ToArray();
        if (!ResponseMender.TryMend(_kind, text))
        {
            return false;
        }

        _text.ResetWrittenCount();
        _text.Write(text);
        var (number, name) = Words(2);
        _begin = _kind == ResponseKind.Flags ? Text.IndexOf((byte)'(') : "* ".Length + number.Length + (_kind == ResponseKind.Fetch ? name.Length + 1 : 0);
        _lexer.Begin(_parts.Begin(_kind, _parts.Message.Number, number));
        return true;
    }

    private async ValueTask ReadLiteralAsync(long size, CancellationToken cancellationToken)
    {
        if (_kind == ResponseKind.Fetch && (_parts.Message.IsBeforeMessage || _parts.Message.IsBeforeHeader))
        {
            CheckSize(size);
            if (_parts.Message.IsBeforeMessage)
            {
                await PassAskedAsync(size, _parts.Message.OpenBody((int)size).Write, cancellationToken);
                return;
            }

            var header = new HeaderIn(size);
            _budget.SpendHeader(header.Kept.Length);
            await PassAskedAsync(size, header.Write, cancellationToken);
            _parts.Message.Header = header.Kept;
            _parts.Message.PassHeader();
        }
        else if (_kind == ResponseKind.Fetch ? _parts.Message.IsFlawed : _kind == ResponseKind.Folder && size > WireLimits.LongestName)
        {
            // It is passed over with the rest.
            _isDropped = true;
        }
        else
        {
            await KeepAsync(size, cancellationToken);
        }
    }

    // Names of folders and the like come so; odd servers send flags and dates so.
    private async ValueTask KeepAsync(long size, CancellationToken cancellationToken)
    {
        if (size > WireLimits.ShortLiteral)
        {
            throw new WireException($"announced a literal of {size} bytes where a short text belongs");
        }

        _budget.SpendText(_kind, size);
        await _input.PassAsync(size, bytes => _text.Write(bytes), cancellationToken);
        _lexer.PassLiteral(Text, (int)size);
        _begin = _text.WrittenCount;
    }

    /// <summary>Reads the rest of a response that is left out: its literals, and the lines behind them.</summary>
    private async ValueTask DropAsync(CancellationToken cancellationToken)
    {
        while (LiteralMark.AtEndOf(Text) is { } mark)
        {
            // It takes no memory, but what was not asked for must have an end.
            CheckSize(mark.Size);
            if (_kind != ResponseKind.Fetch)
            {
                _budget.SpendText(_kind, mark.Size);
            }

            await _input.PassAsync(mark.Size, _ => { }, cancellationToken);
            _text.ResetWrittenCount();
            await ReadLineAsync(cancellationToken);
        }
    }

    private ValueTask PassAskedAsync(long size, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken) => _input.PassAsync(
        size,
        bytes =>
        {
            take(bytes);
            Interlocked.Add(ref _received, bytes.Length);
        },
        cancellationToken);

    private static void CheckSize(long size)
    {
        if (size > int.MaxValue)
        {
            throw new WireException($"announced a message of {size} bytes");
        }
    }

    private (string First, string Second) Words(int from)
    {
        var parts = Encoding.Latin1.GetString(Text[from..Math.Min(Text.Length, Head)]).TrimEnd('\r', '\n').Split(' ', 3);
        return (parts[0], parts.ElementAtOrDefault(1) ?? string.Empty);
    }
}
