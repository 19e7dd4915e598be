using System.Buffers;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Finds words, strings, literals and parentheses in a response, line by line (RFC 3501, section 4). Strings may span lines, which the grammar forbids and
/// odd servers do; whoever hears of them judges what is in them.
/// </summary>
internal sealed class Lexer
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" ()\r\n{["u8);

    private ILexed? _listener;
    private int _depth;
    private bool _isInQuotes;
    private int _begin;

    /// <summary>Whether a string or a list has no end yet.</summary>
    public bool IsOpen => _isInQuotes || _depth > 0;

    /// <summary>Begins with a response.</summary>
    /// <param name="listener">Hears of its words; null = nobody.</param>
    public void Begin(ILexed? listener) => (_listener, _depth, _isInQuotes) = (listener, 0, false);

    /// <summary>Reads up to the end of a line.</summary>
    /// <param name="text">The response up to there.</param>
    /// <param name="from">Where to go on.</param>
    /// <returns>The mark that the line ends with, if a literal begins behind it; null if none does.</returns>
    /// <exception cref="WireException">It nests too deep, or announces a literal that can't be.</exception>
    public LiteralMark? Read(ReadOnlySpan<byte> text, int from)
    {
        LiteralMark? literal = null;
        for (var at = from; at < text.Length && literal is null;)
        {
            at = _isInQuotes ? ReadQuoted(text, at) : ReadNext(text, at, out literal);
        }

        return literal;
    }

    /// <summary>The literal behind the mark that was read last is part of the text now.</summary>
    public void PassLiteral(ReadOnlySpan<byte> text, int size) => _listener?.Text(text[_begin..], text[^size..], _depth);

    private int ReadNext(ReadOnlySpan<byte> text, int at, out LiteralMark? literal)
    {
        literal = null;
        switch (text[at])
        {
            case (byte)' ' or (byte)'\r' or (byte)'\n':
                return at + 1;
            case (byte)'"':
                (_isInQuotes, _begin) = (true, at);
                return at + 1;
            case (byte)'(':
                if (++_depth > WireLimits.Depth)
                {
                    throw new WireException($"nests lists more than {WireLimits.Depth} deep");
                }

                _listener?.Open(_depth);
                return at + 1;
            case (byte)')':
                _listener?.Close(_depth);
                _depth = Math.Max(0, _depth - 1);
                return at + 1;
            case (byte)'{' when LiteralMark.At(text[at..]) is { } mark:
                return ReadMark(text, at, at, mark, out literal);
            case (byte)'{' when _depth <= 1 && _listener is not null:
                throw new WireException("announced a literal of no possible size");
            default:
                return ReadWord(text, at, out literal);
        }
    }

    // What has been mended may have the bytes of a literal in it already.
    private int ReadMark(ReadOnlySpan<byte> text, int begin, int at, LiteralMark mark, out LiteralMark? literal)
    {
        var content = at + mark.Length;
        (_begin, literal) = (begin, null);
        if (content == text.Length || mark.Size > text.Length - content)
        {
            literal = mark;
            return text.Length;
        }

        var end = content + (int)mark.Size;
        _listener?.Text(text[begin..end], text[content..end], _depth);
        return end;
    }

    // Within a list, a literal behind a word belongs to it.
    private int ReadWord(ReadOnlySpan<byte> text, int at, out LiteralMark? literal)
    {
        var end = at + 1;
        while (end < text.Length)
        {
            var next = text[end..].IndexOfAny(WordEnds);
            end = next < 0 ? text.Length : end + next;
            if (end == text.Length || (text[end] == '{' && LiteralMark.At(text[end..]) is not null))
            {
                break;
            }

            if (text[end] == '[' && _depth == 1 && Ascii.EqualsIgnoreCase(text[at..end], "BODY"u8))
            {
                end = FindSectionEnd(text, end);
            }
            else if (text[end] is (byte)'{' or (byte)'[')
            {
                end++;
            }
            else
            {
                break;
            }
        }

        if (end < text.Length && text[end] == '{' && _depth > 1)
        {
            return ReadMark(text, at, end, LiteralMark.At(text[end..])!.Value, out literal);
        }

        literal = null;
        _listener?.Word(text[at..end], _depth);
        return end;
    }

    // A section may hold a list of names.
    private static int FindSectionEnd(ReadOnlySpan<byte> text, int at)
    {
        var close = text[at..].IndexOfAny((byte)']', (byte)'\n');
        return close < 0 ? text.Length : at + close + (text[at + close] == ']' ? 1 : 0);
    }

    private int ReadQuoted(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return text.Length;
            }

            at += next;
            if (text[at] == '\\')
            {
                at += 2;
            }
            else if (at + 1 < text.Length && "]) \r\n"u8.Contains(text[at + 1]))
            {
                _isInQuotes = false;
                _listener?.Text(text[_begin..(at + 1)], text[(_begin + 1)..at], _depth);
                return at + 1;
            }
            else
            {
                // Some servers do not escape quotes within a string.
                at++;
            }
        }

        return text.Length;
    }
}
