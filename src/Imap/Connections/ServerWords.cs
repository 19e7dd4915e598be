using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MailKit;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// Remembers the end of what a server said: MailKit's exceptions leave out the response codes that it has no use for, such as
/// <c>[THROTTLED]</c> or <c>[LIMIT]</c> (RFC 5530). Nothing that the client says is looked at.
/// </summary>
internal sealed partial class ServerWords : IProtocolLogger
{
    private const int Kept = 512;

    // Until the login is over a server says little; a list of capabilities has some hundred bytes.
    private const int KeptOfLogin = 16 * 1024;

    private readonly byte[] _tail = new byte[Kept];
    private MemoryStream? _login = new();
    private int _length;

    /// <summary>The last refusal or farewell, such as <c>NO [OVERQUOTA] Quota exceeded</c>; null if the server's last words are something else.</summary>
    public string? LastRefusal
    {
        get
        {
            var matches = ResponseClassifier().Matches(Encoding.UTF8.GetString(_tail.AsSpan(0, _length)));
            return matches.Count > 0 ? matches[^1].Groups["words"].Value.Trim() : null;
        }
    }

    /// <summary>Sees what the server says before the mail library does, which hands over the buffer that it reads from.</summary>
    public ReplyFilter Filter { get; } = new();

    /// <summary>What the last answer says of a limit (RFC 9738); null if it says nothing of it.</summary>
    public MessageLimit? LastLimit
    {
        get
        {
            var tail = _tail.AsSpan(0, _length);
            if (tail.IndexOf("MESSAGELIMIT"u8) < 0 || LastAnswer().Match(Encoding.ASCII.GetString(tail)) is not { Success: true } answer || !answer.Groups["most"].Success)
            {
                return null;
            }

            var most = int.Parse(answer.Groups["most"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            return most == 0 ? null : new MessageLimit(most, uint.TryParse(answer.Groups["uid"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : null);
        }
    }

    /// <summary>Reads what the server has announced so far, and keeps no more of it than its last words from now on.</summary>
    public Announcements EndLogin()
    {
        var words = _login is null ? string.Empty : Encoding.ASCII.GetString(_login.ToArray());
        _login = null;
        return Announcements.Read(words);
    }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => _length = 0;

    public void LogClient(byte[] buffer, int offset, int count)
    {
        // May hold a password.
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_login?.Length < KeptOfLogin)
        {
            _login.Write(buffer, offset, count);
        }

        var fresh = buffer.AsSpan(offset, count);
        fresh = fresh[^Math.Min(fresh.Length, Kept)..];
        var old = Math.Min(_length, Kept - fresh.Length);
        _tail.AsSpan(_length - old, old).CopyTo(_tail);
        fresh.CopyTo(_tail.AsSpan(old));
        _length = old + fresh.Length;
        Filter.Pass(buffer.AsSpan(offset, count));
    }

    public void Dispose() => _length = 0;

    [GeneratedRegex(@"(?:^|\n)(?:[A-Z]\d{8} (?<words>(?:NO|BAD)\b[^\r\n]*)|\* (?<words>(?:BYE|NO|BAD)\b[^\r\n]*))")]
    private static partial Regex ResponseClassifier();

    // The last line with a tag; it has the code or it has not.
    [GeneratedRegex(
        @"(?:^|\n)[A-Z]\d{8,9} (?:(?:OK|NO|BAD) \[MESSAGELIMIT (?<most>\d{1,9})(?: (?<uid>\d{1,10}))?\]|(?:OK|NO|BAD)\b)",
        RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex LastAnswer();
}
