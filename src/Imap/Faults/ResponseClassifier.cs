using System.Globalization;
using System.Text.RegularExpressions;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;

namespace Hosting.Migrations.Imap.Faults;

/// <summary>What a server means by a refusal: by its response code (RFC 5530) where it has one, otherwise by texts that servers are known for.</summary>
/// <param name="words">Such as <c>NO [OVERQUOTA] Quota exceeded</c>.</param>
/// <param name="screen">Hides passwords that the server repeats; null = it knows none.</param>
internal sealed partial class ResponseClassifier(string words, PasswordScreen? screen = null)
{
    private static readonly string[] ThrottleCodes = ["THROTTLED", "LIMIT", "INUSE", "OVERQUOTA-BANDWIDTH"];

    private static readonly string[] ThrottleTexts =
    [
        "too many simultaneous connections", "too many connections", "maximum number of connections", "connection limit", "bandwidth limit",
        "exceeded command or bandwidth", "account exceeded", "throttl", "backoffmilliseconds", "backoff time", "rate limit", "too many requests",
        "too many login", "try again later", "server busy", "overloaded",
    ];

    private static readonly string[] UnavailableTexts =
    [
        "temporar", "server unavailable", "not connected", "greylist", "internal error", "please try again", "service not available", "lookup failed",
        "shutting down", "timed out", "timeout", "mailbox is locked", "autologout", "inactivity",
    ];

    private static readonly string[] QuotaTexts = ["quota exceeded", "over quota", "overquota", "mailbox is full", "mailbox full", "not enough disk"];

    private static readonly string[] TooLargeTexts = ["too large", "too big", "message size", "exceeds the maximum", "maximum size", "size limit"];

    private static readonly string[] ImapTexts = ["imap access is disabled", "not enabled for imap", "imap is disabled", "imap disabled", "enable imap"];

    private static readonly string[] AppPasswordTexts = ["application-specific password", "app password", "application password", "web login required"];

    private readonly string _code = CodePattern().Match(words).Groups["code"].Value.ToUpperInvariant();

    private const int MaxWords = 303;

    // A line may have 2 MB, and each refusal would be searched for the password to its end, though little of it is shown.
    private const int MaxSearched = 2048;

    /// <summary>The words, on one line, of a length fit for a list, and without the password.</summary>
    public string Words { get; } = ForeignText.Clean(screen?.HideInWords(words[..Math.Min(words.Length, MaxSearched)]) ?? words, MaxWords).Trim();

    /// <summary>The server wants fewer connections or commands.</summary>
    public bool IsThrottling => ThrottleCodes.Contains(_code) || Says(ThrottleTexts);

    /// <summary>The server can't just now, for a reason of its own.</summary>
    public bool IsUnavailable => _code is "UNAVAILABLE" or "SERVERBUG" || Says(UnavailableTexts);

    /// <summary>The mailbox can hold no more.</summary>
    public bool IsOverQuota => _code == "OVERQUOTA" || Says(QuotaTexts);

    /// <summary>The message is larger than the server takes. To be asked after an APPEND only.</summary>
    public bool IsTooLarge => _code is "TOOBIG" or "LIMIT" || Says(TooLargeTexts);

    /// <summary>Access is refused.</summary>
    public bool IsForbidden => _code is "NOPERM" or "AUTHORIZATIONFAILED" or "PRIVACYREQUIRED" || Says(["permission denied", "access denied"]);

    /// <summary>What is to be made is there already.</summary>
    public bool IsAboutExisting => _code == "ALREADYEXISTS" || Says(["already exists"]);

    /// <summary>Nobody may read the mailbox by IMAP.</summary>
    public bool IsAboutImap => Says(ImapTexts);

    /// <summary>Whoever has logged in has no mailbox here, or not this one.</summary>
    public bool IsWithoutMailbox => Says(["authenticated but not connected"]);

    /// <summary>The account wants a password made for programs.</summary>
    public bool WantsAppPassword => Says(AppPasswordTexts);

    /// <summary>How long the server asks to wait; null if it names no time.</summary>
    public TimeSpan? Wait
    {
        get
        {
            var match = WaitPattern().Match(words);
            if (!match.Success)
            {
                return null;
            }

            var number = double.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            var isMilliseconds = match.Groups["unit"].Value.StartsWith("milli", StringComparison.OrdinalIgnoreCase)
                || match.Value.Contains("BackOffMilliseconds", StringComparison.OrdinalIgnoreCase);
            var unit = isMilliseconds ? TimeSpan.FromMilliseconds(1)
                : match.Groups["unit"].Value.StartsWith("min", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromMinutes(1)
                : TimeSpan.FromSeconds(1);
            return number < TimeSpan.FromDays(1) / unit ? number * unit : TimeSpan.FromDays(1);
        }
    }

    private bool Says(string[] texts) => Array.Exists(texts, text => words.Contains(text, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^(?:NO|BAD|BYE)?\s*\[(?<code>[A-Z0-9-]+)[^\]]*\]", RegexOptions.IgnoreCase)]
    private static partial Regex CodePattern();

    [GeneratedRegex(
        @"(?:BackOffMilliseconds|Backoff Time|try again in|retry (?:in|after)|wait)\s*[:=]?\s*(?<number>\d{1,9})\s*(?<unit>milliseconds|seconds|minutes|min|sec)?",
        RegexOptions.IgnoreCase)]
    private static partial Regex WaitPattern();
}
