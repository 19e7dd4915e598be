using System.Text;
using System.Text.RegularExpressions;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Connections;

/// <summary>
/// Remembers the end of what a server said: MailKit's exceptions leave out the response codes that it has no use for, such as
/// <c>[THROTTLED]</c> or <c>[LIMIT]</c> (RFC 5530). Nothing that the client says is looked at.
/// </summary>
internal sealed partial class ServerWords : IProtocolLogger
{
    private const int Kept = 512;

    private readonly byte[] _tail = new byte[Kept];
    private int _length;

    /// <summary>The last refusal or farewell, such as <c>NO [OVERQUOTA] Quota exceeded</c>; null if the server's last words are something else.</summary>
    public string? LastRefusal
    {
        get
        {
            var matches = Refusal().Matches(Encoding.UTF8.GetString(_tail.AsSpan(0, _length)));
            return matches.Count > 0 ? matches[^1].Groups["words"].Value.Trim() : null;
        }
    }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => _length = 0;

    public void LogClient(byte[] buffer, int offset, int count)
    {
        // May hold a password.
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        var fresh = buffer.AsSpan(offset, count);
        fresh = fresh[^Math.Min(fresh.Length, Kept)..];
        var old = Math.Min(_length, Kept - fresh.Length);
        _tail.AsSpan(_length - old, old).CopyTo(_tail);
        fresh.CopyTo(_tail.AsSpan(old));
        _length = old + fresh.Length;
    }

    public void Dispose() => _length = 0;

    [GeneratedRegex(@"(?:^|\n)(?:[A-Z]\d{8} (?<words>(?:NO|BAD)\b[^\r\n]*)|\* (?<words>(?:BYE|NO|BAD)\b[^\r\n]*))")]
    private static partial Regex Refusal();
}
