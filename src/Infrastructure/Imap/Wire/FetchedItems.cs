using System.Globalization;

namespace Hosting.Migrations.Infrastructure.Imap.Wire;

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

    public void Word(string word, int depth)
    {
        _section = null;
        if (depth == 1)
        {
            if (_last.Equals("UID", StringComparison.OrdinalIgnoreCase))
            {
                _uid = uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : throw new WireException("sent a UID that is no number");
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

    private void CheckAsked(uint uid)
    {
        if (!command!.AsksFor(uid))
        {
            throw new WireException("sent a message that nobody asked for");
        }
    }
}
