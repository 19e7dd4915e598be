using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Finds strings, literals and parentheses in a response as the mail library does. Strings may span lines, which the grammar forbids and
/// hostile servers do: the library reads them so, and leaves it to others to refuse them.
/// </summary>
internal sealed class ResponseLexer
{
    private const int LongestWord = 512;

    private readonly byte[] _word = new byte[LongestWord];
    private int _wordLength;
    private State _state;
    private int _depth;
    private long _literal;
    private bool _hasDigits;
    private ILexed? _listener;

    private enum State
    {
        Between,
        Word,
        Section,
        Quoted,
        Escaped,
        MayBeClosed,
        Digits,
        AfterDigits,
        AfterBrace,
    }

    /// <summary>Whether a string or a list has no end yet.</summary>
    public bool IsOpen => IsInQuotes || _depth > 0;

    /// <summary>In how many parentheses it is.</summary>
    public int Depth => _depth;

    public bool IsInQuotes => _state is State.Quoted or State.Escaped;

    /// <summary>Begins with a response.</summary>
    /// <param name="listener">Hears of its words; null = nobody.</param>
    public void Begin(ILexed? listener) => (_listener, _depth, _wordLength, _state) = (listener, 0, 0, State.Between);

    /// <summary>A literal has been read.</summary>
    public void PassLiteral()
    {
        _state = State.Between;
        _listener?.Text();
    }

    /// <summary>Reads up to the end of a line.</summary>
    /// <returns>How long the literal is that begins behind it; null if none does.</returns>
    public long? Read(ReadOnlySpan<byte> line)
    {
        foreach (var next in line)
        {
            if (Step(next))
            {
                return _literal;
            }
        }

        return null;
    }

    private bool Step(byte next)
    {
        switch (_state)
        {
            case State.Escaped:
                _state = State.Quoted;
                return false;
            case State.Quoted:
                _state = next == '\\' ? State.Escaped : next == '"' ? State.MayBeClosed : State.Quoted;
                return false;
            case State.MayBeClosed when !"]) \r\n"u8.Contains(next):
                // Some servers do not escape quotes within a string.
                _state = next == '"' ? State.MayBeClosed : next == '\\' ? State.Escaped : State.Quoted;
                return false;
            case State.Section when next is not ((byte)']' or (byte)'\n'):
                Keep(next);
                return false;
            case State.Digits or State.AfterDigits or State.AfterBrace:
                return StepLiteral(next);
            default:
                StepToken(next);
                return false;
        }
    }

    private void StepToken(byte next)
    {
        switch (next)
        {
            case (byte)'"':
                EndWord();
                _state = State.Quoted;
                _listener?.Text();
                break;
            case (byte)'{':
                EndWord();
                (_state, _literal, _hasDigits) = (State.Digits, 0, false);
                break;
            case (byte)'(':
                EndWord();
                if (++_depth > WireLimits.Depth)
                {
                    throw new WireException($"nests lists more than {WireLimits.Depth} deep");
                }

                _listener?.Open(_depth);

                break;
            case (byte)')':
                EndWord();
                _listener?.Close();
                _depth = Math.Max(0, _depth - 1);
                break;
            case (byte)' ' or (byte)'\r' or (byte)'\n':
                EndWord();
                break;
            default:
                Keep(next);
                _state = next == '[' && _depth == 1 && IsBody() ? State.Section : State.Word;
                break;
        }
    }

    // Digits are counted and not kept: there may be as many as the sender likes.
    private bool StepLiteral(byte next)
    {
        if (_state == State.Digits && next is >= (byte)'0' and <= (byte)'9')
        {
            _hasDigits = true;
            _literal = Math.Min((_literal * 10) + (next - '0'), long.MaxValue / 100);
        }
        else if (_state == State.Digits && next == '+' && _hasDigits)
        {
            _state = State.AfterDigits;
        }
        else if (_state is State.Digits or State.AfterDigits && next == '}' && _hasDigits)
        {
            _state = State.AfterBrace;
        }
        else if (_state == State.AfterBrace && next == '\n')
        {
            return true;
        }
        else if (!(_state == State.AfterBrace && next == '\r'))
        {
            if (_depth > 1 || _listener is null)
            {
                // A flag with a brace in it. That it is none is told where flags are read.
                _state = State.Word;
                StepToken(next);
                return false;
            }

            throw new WireException("announced a literal of no possible size");
        }

        return false;
    }

    private bool IsBody() => Ascii.EqualsIgnoreCase(_word.AsSpan(0, _wordLength), "BODY["u8);

    private void Keep(byte next)
    {
        if (_wordLength < LongestWord)
        {
            _word[_wordLength++] = next;
        }
    }

    private void EndWord()
    {
        _state = State.Between;
        if (_wordLength > 0)
        {
            if (_listener is not null && _depth <= 1)
            {
                _listener.Word(Encoding.Latin1.GetString(_word, 0, _wordLength), _depth);
            }

            _wordLength = 0;
        }
    }
}
