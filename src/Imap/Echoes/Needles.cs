using System.Buffers;

namespace Hosting.Migrations.Imap.Echoes;

/// <summary>Finds a password in views of texts: whole or with little of it cut off, backwards, or with its letters moved by half of the alphabet.</summary>
internal sealed class Needles
{
    /// <summary>What is shorter is found in any text, so that it has to stand alone to be one.</summary>
    public const int ShortLength = 4;

    // Shorter words read backwards are words too often.
    private const int DisguisedLength = 6;

    // So much of it is told by its beginning or its end where nothing follows or goes before that could make it another word.
    private const int TellingLength = 6;

    // Of a longer one, such as a token, so much is told by any part of twice this length.
    private const int LongLength = 64;
    private const int LongPartLength = 24;

    private readonly Dictionary<string, (string Form, int Offset)> _parts = new(StringComparer.Ordinal);
    private readonly SearchValues<string> _anyPart;
    private readonly int _partLength;

    /// <param name="password">The password.</param>
    public Needles(string password)
    {
        Password = TextView.Of(password).Folded;
        var rotated = TextView.Of(Rotate(password)).Folded;
        string[] forms = Password.Length >= DisguisedLength ? [Password, Reverse(Password), rotated, Reverse(rotated)] : [Password];
        var isLong = Password.Length > LongLength;
        _partLength = isLong ? LongPartLength : Math.Max(ShortLength, ((3 * Password.Length) + 3) / 4);
        foreach (var form in forms)
        {
            for (var offset = 0; offset + _partLength <= form.Length; offset += isLong ? LongPartLength : 1)
            {
                _parts.TryAdd(form.Substring(offset, _partLength), (form, offset));
            }
        }

        _anyPart = SearchValues.Create([.. _parts.Keys], StringComparison.Ordinal);
    }

    /// <summary>The password as views have it.</summary>
    public string Password { get; }

    public bool IsShort => Password.Length < ShortLength;

    /// <summary>Whether something of the password is there.</summary>
    public bool AreIn(TextView view) => Find(view).Any();

    /// <summary>Where something of the password is.</summary>
    public IEnumerable<(int Start, int Length)> Find(TextView view) =>
        IsShort ? FindAlone(view.Folded) : FindParts(view.Folded).Concat(FindBeginnings(view.Folded)).Concat(FindEnds(view.Folded)).Concat(FindCut(view.Folded));

    /// <summary>Whether a text begins with the end of the password: what was before is lost.</summary>
    public bool BeginWith(TextView view)
    {
        var text = view.Folded.AsSpan();
        for (var length = Math.Min(Password.Length - 1, text.Length); length >= ShortLength; length--)
        {
            if (text.StartsWith(Password.AsSpan(Password.Length - length), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<(int Start, int Length)> FindParts(string text)
    {
        for (var from = 0; text.AsSpan(from).IndexOfAny(_anyPart) is >= 0 and var found;)
        {
            var start = from + found;
            var (form, offset) = _parts[text.Substring(start, _partLength)];
            var end = start + text.AsSpan(start).CommonPrefixLength(form.AsSpan(offset));
            while (start > from && offset > 0 && text[start - 1] == form[offset - 1])
            {
                (start, offset) = (start - 1, offset - 1);
            }

            yield return (start, end - start);
            from = end;
        }
    }

    private IEnumerable<(int Start, int Length)> FindAlone(string text)
    {
        for (var start = text.IndexOf(Password, StringComparison.Ordinal); start >= 0; start = text.IndexOf(Password, start + 1, StringComparison.Ordinal))
        {
            var end = start + Password.Length;
            if ((start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                yield return (start, Password.Length);
            }
        }
    }

    private IEnumerable<(int Start, int Length)> FindBeginnings(string text)
    {
        var begins = Password[..Math.Min(Password.Length, TellingLength)];
        var length = 0;
        for (var start = text.IndexOf(begins, StringComparison.Ordinal); start >= 0; start = text.IndexOf(begins, start + Math.Max(1, length - begins.Length), StringComparison.Ordinal))
        {
            length = text.AsSpan(start).CommonPrefixLength(Password);
            if (start + length == text.Length || !char.IsLetterOrDigit(text[start + length]))
            {
                yield return (start, length);
            }
        }
    }

    private IEnumerable<(int Start, int Length)> FindEnds(string text)
    {
        var ends = Password[^Math.Min(Password.Length, TellingLength)..];
        for (var limit = text.Length; text.AsSpan(0, limit).LastIndexOf(ends) is >= 0 and var start;)
        {
            var (length, before) = (ends.Length, start - 1);
            while (before >= 0 && length < Password.Length && text[before] == Password[^(length + 1)])
            {
                (length, before) = (length + 1, before - 1);
            }

            if (before < 0 || !char.IsLetterOrDigit(text[before]))
            {
                yield return (before + 1, length);
            }

            limit = start + ends.Length - Math.Max(1, length - ends.Length);
        }
    }

    // A server may cut what it repeats, anywhere.
    private IEnumerable<(int Start, int Length)> FindCut(string text)
    {
        for (var length = Math.Min(Password.Length - 1, text.Length); length >= ShortLength; length--)
        {
            if (text.AsSpan().EndsWith(Password.AsSpan(0, length), StringComparison.Ordinal))
            {
                yield return (text.Length - length, length);
                yield break;
            }
        }
    }

    private static string Reverse(string text) => string.Create(text.Length, text, (reversed, source) =>
    {
        source.CopyTo(reversed);
        reversed.Reverse();
    });

    private static string Rotate(string text) => string.Create(text.Length, text, (rotated, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            rotated[i] = source[i] is >= 'A' and <= 'Z' ? (char)('A' + ((source[i] - 'A' + 13) % 26))
                : source[i] is >= 'a' and <= 'z' ? (char)('a' + ((source[i] - 'a' + 13) % 26))
                : source[i];
        }
    });
}
