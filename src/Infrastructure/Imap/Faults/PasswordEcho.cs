using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.Imap.Faults;

/// <summary>
/// Hides a password where a server repeats it: as it is, quoted, encoded for addresses or for pages, in hexadecimal, or within the base64 of a
/// mechanism (RFC 4616 and others), whatever stands around it there. Some servers repeat the whole command that they refuse.
/// </summary>
/// <param name="login">Whose password it is.</param>
internal sealed partial class PasswordEcho(MailLogin login)
{
    // What is shorter is found in any text of some length, so that it has to stand where a mechanism puts it.
    private const int ShortLength = 4;

    private readonly string _mask = login.Password.ToString();
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(login.Password.Reveal());
    private readonly Lazy<Regex> _forms = new(() => new Regex(PatternOf(login.Password.Reveal()), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    /// <summary>The words without the password.</summary>
    public string Hide(string words)
    {
        if (_bytes.Length == 0)
        {
            return words;
        }

        var hidden = Base64().Replace(words, run => HoldsPassword(run.Value) ? _mask : run.Value);
        return HideBeginning(_forms.Value.Replace(hidden, _mask));
    }

    // A server may cut what it repeats.
    private string HideBeginning(string words)
    {
        var password = login.Password.Reveal();
        for (var length = Math.Min(password.Length - 1, words.Length); length >= ShortLength; length--)
        {
            if (words.AsSpan().EndsWith(password.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
            {
                return words[..^length] + _mask;
            }
        }

        return words;
    }

    // Where the encoded text begins is not known: something may stand before it without a gap, or be cut off.
    private bool HoldsPassword(string run)
    {
        var text = run.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        for (var start = 0; start < 4 && text.Length - start >= 2; start++)
        {
            var part = text[start..];
            part = part.Length % 4 == 1 ? part[..^1] : part;
            if (HoldsPassword(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='))))
            {
                return true;
            }
        }

        return false;
    }

    private bool HoldsPassword(ReadOnlySpan<byte> decoded)
    {
        if (_bytes.Length >= ShortLength)
        {
            return decoded.IndexOf(_bytes) >= 0 || EndsWithBeginning(decoded) || BeginsWithEnd(decoded);
        }

        return decoded.SequenceEqual(_bytes)
            || decoded.IndexOf((byte[])[0, .. _bytes]) >= 0
            || decoded.IndexOf((byte[])[.. "auth=Bearer "u8, .. _bytes]) >= 0
            || decoded.IndexOf((byte[])[.. Encoding.UTF8.GetBytes(login.User), (byte)' ', .. _bytes]) >= 0;
    }

    private bool EndsWithBeginning(ReadOnlySpan<byte> decoded)
    {
        for (var length = Math.Min(_bytes.Length - 1, decoded.Length); length >= ShortLength; length--)
        {
            if (decoded.EndsWith(_bytes.AsSpan(0, length)))
            {
                return true;
            }
        }

        return false;
    }

    private bool BeginsWithEnd(ReadOnlySpan<byte> decoded)
    {
        for (var length = Math.Min(_bytes.Length - 1, decoded.Length); length >= ShortLength; length--)
        {
            if (decoded.StartsWith(_bytes.AsSpan(_bytes.Length - length)))
            {
                return true;
            }
        }

        return false;
    }

    private static string PatternOf(string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        var hexadecimal = bytes.Length >= ShortLength ? $"|{string.Join(@"[ :-]?", bytes.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)))}" : string.Empty;
        return string.Concat(password.EnumerateRunes().Select(PatternOf)) + hexadecimal;
    }

    // Each character may be encoded for itself.
    private static string PatternOf(Rune rune)
    {
        var text = rune.ToString();
        var percent = string.Concat(Encoding.UTF8.GetBytes(text).Select(value => $"%{value:x2}"));
        List<string> forms = [$@"\\?{Regex.Escape(text)}", percent, $"&#0*{rune.Value};", $"&#x0*{rune.Value:x};"];
        if (WebUtility.HtmlEncode(text) is var encoded && encoded != text)
        {
            forms.Add(Regex.Escape(encoded));
        }

        if (text == " ")
        {
            forms.Add(@"\+");
        }

        return $"(?:{string.Join('|', forms)})";
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{2,}={0,2}")]
    private static partial Regex Base64();
}
