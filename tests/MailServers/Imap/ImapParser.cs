using System.Text;

namespace Hosting.Migrations.MailServers.Imap;

/// <summary>Takes a response apart. Each <c>{n}</c> in the text stands for the next literal.</summary>
public sealed class ImapParser(string text, IReadOnlyList<ImapLiteral> literals)
{
    private int _position;
    private int _literal;

    public List<ImapValue> ParseAll()
    {
        var values = new List<ImapValue>();
        while (_position < text.Length)
        {
            if (text[_position] is ' ')
            {
                _position++;
            }
            else if (text[_position] is ')')
            {
                break;
            }
            else
            {
                values.Add(ParseValue());
            }
        }

        return values;
    }

    private ImapValue ParseValue() => text[_position] switch
    {
        '(' => ParseList(),
        '"' => new ImapValue(ParseQuoted()),
        '{' => ParseLiteral(),
        _ => new ImapValue(ParseAtom()),
    };

    private ImapValue ParseList()
    {
        _position++;
        var items = ParseAll();
        _position++;
        return new ImapValue(items);
    }

    private ImapValue ParseLiteral()
    {
        _position = text.IndexOf('}', _position) + 1;
        return new ImapValue(literals[_literal++]);
    }

    private string ParseQuoted()
    {
        var value = new StringBuilder();
        for (_position++; text[_position] is not '"'; _position++)
        {
            if (text[_position] is '\\')
            {
                _position++;
            }

            value.Append(text[_position]);
        }

        _position++;
        return value.ToString();
    }

    // BODY[HEADER.FIELDS (SUBJECT)] is one atom, for all its spaces.
    private string ParseAtom()
    {
        var start = _position;
        var isBody = string.CompareOrdinal(text, start, "BODY[", 0, "BODY[".Length) == 0;
        _position = isBody ? text.IndexOf(']', start) : start;
        while (_position < text.Length && text[_position] is not (' ' or '(' or ')'))
        {
            _position++;
        }

        return text[start.._position];
    }
}
