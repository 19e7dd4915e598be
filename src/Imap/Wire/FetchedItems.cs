using System.Globalization;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Reads in one FETCH response which message it is about, and whether it holds parts of messages that were asked for.</summary>
/// <param name="command">The command under way.</param>
internal sealed class FetchedItems(WireCommand? command) : ILexed
{
    private uint? _uid;
    private string? _section;
    private string _last = string.Empty;
    private bool _hasMessage;

    /// <summary>Whether a whole message comes next.</summary>
    public bool IsBeforeMessage => _section == string.Empty;

    /// <summary>Whether a part of a message comes next.</summary>
    public bool IsBeforeSection => _section is { Length: > 0 };

    /// <summary>Whether the message is told of in a way that can't be read, or another form of it is sent than was asked for.</summary>
    public bool IsFlawed { get; private set; }

    public void Word(string word, int depth)
    {
        // The value of a section is a string or NIL: what else stands there announces a binary literal (RFC 3516), say.
        IsFlawed |= _section is not null && !word.Equals("NIL", StringComparison.OrdinalIgnoreCase);
        _section = null;
        if (depth == 1)
        {
            if (_last.Equals("UID", StringComparison.OrdinalIgnoreCase))
            {
                _uid = ReadNumber(word);
                IsFlawed |= _uid is null or 0;
            }
            else if (_last.Equals("RFC822.SIZE", StringComparison.OrdinalIgnoreCase))
            {
                IsFlawed |= ReadNumber(word) is null;
            }
            else if (IsPart(word))
            {
                BeginSection(word);
            }
        }

        _last = word;
    }

    public void Text() => _section = null;

    /// <summary>The response is complete.</summary>
    /// <exception cref="WireException">It holds a message that nobody asked for.</exception>
    public void End()
    {
        if (IsFlawed)
        {
            throw new WireException("tells of a message in a way that can't be read");
        }

        if (!_hasMessage)
        {
            return;
        }

        if (_uid is null)
        {
            throw new WireException("sent a message without its UID");
        }

        CheckAsked(_uid.Value);
        if (!command!.TryHandOut(_uid.Value))
        {
            throw new WireException("sent a message twice");
        }
    }

    private static bool IsPart(string word) =>
        word.StartsWith("BODY[", StringComparison.OrdinalIgnoreCase) || word.StartsWith("BINARY[", StringComparison.OrdinalIgnoreCase)
        || word.Equals("RFC822", StringComparison.OrdinalIgnoreCase) || word.StartsWith("RFC822.HEADER", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("RFC822.TEXT", StringComparison.OrdinalIgnoreCase);

    private void BeginSection(string word)
    {
        var begin = word.IndexOf('[', StringComparison.Ordinal);
        var end = word.IndexOf(']', StringComparison.Ordinal);
        _section = begin < 0 || end < begin ? word : word[(begin + 1)..end];
        if (!word.StartsWith("BODY[", StringComparison.OrdinalIgnoreCase) || command?.AsksForSection(_section) != true)
        {
            throw new WireException("sent a part of a message that nobody asked for");
        }

        // A part where the whole was asked for would be taken for it.
        IsFlawed |= end >= 0 && end < word.Length - 1;
        if (_section.Length > 0)
        {
            return;
        }

        if (_hasMessage)
        {
            throw new WireException("sent a message twice");
        }

        _hasMessage = true;
        if (_uid is { } uid)
        {
            CheckAsked(uid);
        }
    }

    private static uint? ReadNumber(string word) => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void CheckAsked(uint uid)
    {
        if (!command!.AsksFor(uid))
        {
            throw new WireException("sent a message that nobody asked for");
        }
    }
}
