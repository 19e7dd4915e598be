using System.Text;
using System.Text.RegularExpressions;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Echoes;

/// <summary>
/// Hides a password where a server repeats it: in any case, with characters in it that are not seen, cut, backwards, with escapes of any usual kind, spaced
/// out, in hexadecimal, decimal or base32, or within base64, whatever stands around it there (RFC 4616 and others). Some servers repeat the whole command that they refuse; a hostile one
/// may hand it on in a disguise. The time is linear in the length of the words.
/// </summary>
/// <param name="login">Whose password it is.</param>
internal sealed class PasswordEcho(MailLogin login)
{
    private const int MaxLayers = 3;

    // Shorter ones are found in the remains of any decoded text.
    private const int NestedLength = 8;

    private readonly string _mask = login.Password.ToString();
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(login.Password.Reveal());
    private readonly Lazy<Needles> _needles = new(() => new Needles(login.Password.Reveal()));
    private readonly Lazy<Needles> _withoutBlanks = new(() => new Needles(login.Password.Reveal().Replace(" ", string.Empty, StringComparison.Ordinal)));

    /// <summary>A server's words without the password.</summary>
    public string Hide(string words)
    {
        if (_bytes.Length == 0 || _needles.Value.Password.Length == 0)
        {
            return words;
        }

        var parts = new List<(int Start, int End)>();
        var view = TextView.Of(words);
        foreach (var kind in Escapes.Beginnings)
        {
            parts.AddRange(Escapes.TryUndo(view, kind.ToString()) is { } undone ? FindIn(undone, _needles.Value) : []);
        }

        if (!_withoutBlanks.Value.IsShort)
        {
            parts.AddRange(FindIn(view.WithoutBlanks(), _withoutBlanks.Value));
        }

        if (words.Contains('[', StringComparison.Ordinal))
        {
            parts.AddRange(FindIn(view.WithoutSequences(), _needles.Value));
        }

        for (var layer = 0; layer < MaxLayers; layer++)
        {
            parts.AddRange(FindIn(view, _needles.Value));
            if (Escapes.TryUndo(view) is not { } next)
            {
                break;
            }

            view = next;
        }

        return parts.Count == 0 ? words : Mask(words, parts);
    }

    /// <summary>A text that is mostly ours, or a name, without the password. A short one stays: it could be any word.</summary>
    public string HideLong(string text) => _bytes.Length < Needles.ShortLength || _needles.Value.IsShort ? text : Hide(text);

    private IEnumerable<(int Start, int End)> FindIn(TextView view, Needles needles)
    {
        foreach (var (start, length) in needles.Find(view))
        {
            yield return view.SourceOf(start, length);
        }

        foreach (Match run in Encodings.Base64().Matches(view.Text))
        {
            if (Encodings.DecodeBase64(run.Value).Any(decoded => HoldsPassword(decoded, layer: 1)))
            {
                yield return view.SourceOf(run.Index, run.Length);
            }
        }

        foreach (var (runs, decode) in Encodings.Others)
        {
            foreach (Match run in runs.Matches(view.Text))
            {
                if (decode(run.Value).Any(decoded => HoldsPassword(decoded, layer: 1)))
                {
                    yield return view.SourceOf(run.Index, run.Length);
                }
            }
        }
    }

    private bool HoldsPassword(byte[] decoded, int layer)
    {
        if (_needles.Value.IsShort)
        {
            return HoldsShort(decoded);
        }

        var view = TextView.Of(decoded);
        return IsIn(view)
            || (!Ascii.IsValid(_bytes) && Encodings.DecodeUtf16(decoded).Any(text => IsIn(TextView.Of(text))))
            || (layer < MaxLayers && HoldsDisguised(view, layer + 1));
    }

    private bool IsIn(TextView view) => _needles.Value.AreIn(view) || _needles.Value.BeginWith(view);

    private bool HoldsDisguised(TextView view, int layer) =>
        (Escapes.TryUndo(view) is { } undone && _needles.Value.AreIn(undone))
        || Encodings.Base64().Matches(view.Text).Where(run => run.Length >= NestedLength).SelectMany(run => Encodings.DecodeBase64(run.Value)).Any(decoded => HoldsPassword(decoded, layer))
        || Encodings.Others.SelectMany(encoding => encoding.Runs.Matches(view.Text).SelectMany(run => encoding.Decode(run.Value))).Any(decoded => HoldsPassword(decoded, layer));

    // Only where a mechanism puts it (RFC 4616, RFC 7628).
    private bool HoldsShort(ReadOnlySpan<byte> decoded) =>
        decoded.SequenceEqual(_bytes)
        || decoded.IndexOf((byte[])[0, .. _bytes]) >= 0
        || decoded.IndexOf((byte[])[.. "auth=Bearer "u8, .. _bytes]) >= 0
        || decoded.IndexOf((byte[])[.. Encoding.UTF8.GetBytes(login.User), (byte)' ', .. _bytes]) >= 0;

    private string Mask(string words, List<(int Start, int End)> parts)
    {
        var (shown, from) = (new StringBuilder(words.Length), 0);
        foreach (var (start, end) in parts.Order())
        {
            if (start > from || shown.Length == 0)
            {
                shown.Append(words, from, start - from).Append(_mask);
            }

            from = Math.Max(from, end);
        }

        return shown.Append(words, from, words.Length - from).ToString();
    }
}
