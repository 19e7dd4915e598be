using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Infrastructure.Imap.Wire;

/// <summary>
/// Follows what a server says (RFC 3501, section 7) before the mail library reads it, and ends it as soon as it breaks the grammar, was not
/// asked for, or is more than <see cref="WireLimits"/> allow: the library keeps what it reads, however much it is.
/// </summary>
/// <param name="gate">Knows the command under way.</param>
internal sealed class ResponseGuard(OutgoingGate gate)
{
    // A tag and OK, NO, BAD or BYE.
    private const int LongestBeforeCode = 16;

    private readonly ResponseLexer _lexer = new();
    private readonly ResponseBudget _budget = new();
    private bool _isGreeted;
    private WireCommand? _command;
    private ResponseKind _kind = ResponseKind.None;
    private FetchedItems? _items;
    private int _length;
    private bool _isMessage;
    private long _received;

    /// <summary>Whether the next byte begins a response.</summary>
    public bool IsAtStart => _kind == ResponseKind.None;

    /// <summary>Bytes of a literal that are still to come.</summary>
    public long LiteralLeft { get; private set; }

    /// <summary>Bytes of messages that were asked for and have come.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>How the last command was answered: OK, NO or BAD.</summary>
    public string LastAnswer { get; private set; } = string.Empty;

    /// <summary>Whether the last command was refused in a way that leaves the connection in doubt.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>Counts bytes of a literal that pass.</summary>
    public void PassLiteral(int bytes)
    {
        LiteralLeft -= bytes;
        if (_isMessage)
        {
            Interlocked.Add(ref _received, bytes);
        }
    }

    /// <summary>Looks at a line, or at a piece of one that is longer than the buffer, and changes in place what the library can't read.</summary>
    /// <exception cref="WireException">It must not be.</exception>
    public void Look(Span<byte> line)
    {
        if (_command != gate.Command)
        {
            _command = gate.Command;
            _budget.Begin(_command);
        }

        if (_kind == ResponseKind.None)
        {
            Begin(line);
        }

        _length += line.Length;
        _budget.Spend(_kind, line.Length, _length);
        var isEnd = line[^1] == '\n';
        if (_kind is ResponseKind.Plain or ResponseKind.Tagged or ResponseKind.Continuation)
        {
            if (isEnd)
            {
                End();
            }

            return;
        }

        if (_lexer.Read(line) is { } literal)
        {
            BeginLiteral(literal);
        }
        else if (isEnd && !_lexer.IsInQuotes)
        {
            _items?.End();
            End();
        }
    }

    private void Begin(Span<byte> line)
    {
        (_items, _length) = (null, 0);
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
            throw new WireException($"sent a number that no mailbox reaches ({Shorten(first)} {second})");
        }

        _budget.Count(_kind);
        switch (_kind)
        {
            case ResponseKind.Fetch:
                _items = new FetchedItems(_command);
                _lexer.Begin(_items);
                break;
            case ResponseKind.Status:
                _lexer.Begin(new StatusItemsCheck());
                Capabilities.MendModSeq(line);
                break;
            case ResponseKind.Plain:
                CheckPlain(line);
                break;
        }
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
        CheckPlain(line);
    }

    // The library reads on behind the end of a line for the end of a response code.
    private void CheckPlain(Span<byte> line)
    {
        var code = line.IndexOf((byte)'[');
        if (code is >= 0 and <= LongestBeforeCode && line[^1] == '\n' && line[code..].IndexOf((byte)']') < 0)
        {
            // A string in it may span lines, as elsewhere.
            if (_kind == ResponseKind.Plain && line.Count((byte)'"') % 2 == 1)
            {
                _kind = ResponseKind.Words;
                return;
            }

            throw new WireException("sent a response code without an end");
        }

        Correct(line);
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
        var isMessage = _items is { IsBeforeMessage: true };
        if (isMessage || _items is { IsBeforeSection: true })
        {
            if (length > int.MaxValue)
            {
                throw new WireException($"announced a message of {length} bytes");
            }

            if (!isMessage)
            {
                _budget.SpendHeader(length);
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

        (LiteralLeft, _isMessage) = (length, isMessage);
        _lexer.PassLiteral();
    }

    private void End()
    {
        if (_kind == ResponseKind.Tagged)
        {
            gate.End();
        }

        _kind = ResponseKind.None;
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
