using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class PasswordEchoTests
{
    private static readonly string[] Passwords =
        ["secret-of-anna", "a", "x1", "abc", "p\"w\\d 7%+&<>", "Gr\u00fc\u00dfe\u20ac2026", "....", "(a|b)*[c]", "0123456789012345678901234567890123456789", "a\u0000b\u0001cd"];

    [Test]
    public void Hide_WhenAServerRepeatsThePassword_ShouldLeaveNothingOfIt(
        [ValueSource(nameof(Passwords))] string password, [Values(null, "master")] string? master, [Range(0, 12)] int form)
    {
        var login = new MailLogin("anna@example.net", new Secret(password), MasterUser: master);
        var sent = FormOf(login, password, form);

        var shown = new PasswordEcho(login).Hide($"NO bad command: {sent}");
        var glued = new PasswordEcho(login).Hide($"BAD [{sent}] Error in command");

        Assert.That(shown, Does.StartWith("NO bad command: ").And.Contain("***"), shown);
        Assert.That(glued, Does.StartWith("BAD [").And.EndWith("] Error in command").And.Contain("***"), glued);
        Assert.That(shown[16..] + glued[5..^18], Does.Not.Contain(sent));
        if (password.Length > 3)
        {
            Assert.That(shown + glued, Does.Not.Contain(password).IgnoreCase);
        }
    }

    [Test]
    public void Hide_WhenAServerCutsWhatItRepeats_ShouldHideThePartToo([Range(36, 60)] int length)
    {
        var login = new MailLogin("anna", new Secret("secret-of-anna"));
        var plain = Convert.ToBase64String("\0anna\0secret-of-anna"u8);
        var words = $"NO bad command: AUTHENTICATE PLAIN {plain}"[..Math.Min(length + 10, 35 + plain.Length)];

        var shown = new PasswordEcho(login).Hide(words);

        Assert.That(shown.Split(' ')[^1] is "***" || !Decode(shown.Split(' ')[^1]).Contains("secr", StringComparison.Ordinal), Is.True, shown);
    }

    [Test]
    public void Hide_WhenAServerDisguisesThePassword_ShouldHideThatAlone(
        [Values("secret-of-anna", "Pass4Anna", "Gr\u00fc\u00dfe\u20ac2026", "correct horse battery staple 1234567890")] string password, [ValueSource(nameof(Disguises))] string name)
    {
        var disguised = Disguise(name, password);

        var shown = new PasswordEcho(new MailLogin("anna", new Secret(password))).Hide($"NO [ALERT] folder <{disguised}> is not there");

        Assert.That(shown, Does.StartWith("NO [ALERT] folder <").And.EndWith("> is not there").And.Contain("***"), $"{disguised} became {shown}");
        Assert.That(shown, Does.Not.Contain(disguised[1..^1]));
    }

    [TestCase("NO [AUTHENTICATIONFAILED] A mailbox can't be opened by a user")]
    [TestCase("BYE Too many simultaneous connections (Session aGVsbG8gd29ybGQhIQ==)")]
    public void Hide_WhenThePasswordIsOneLetter_ShouldLeaveTheWordsThatHoldIt(string words)
    {
        var shown = new PasswordEcho(new MailLogin("anna", new Secret("a"))).Hide(words);

        Assert.That(shown.Split(' ').Where(word => word is not ("A" or "a" or "***")), Is.EqualTo(words.Split(' ').Where(word => word is not ("A" or "a"))));
    }

    [TestCaseSource(nameof(LongLines))]
    [CancelAfter(60_000)]
    public void Hide_WhenALineIsLong_ShouldNotTakeLong(string line, string password)
    {
        var started = Stopwatch.GetTimestamp();

        _ = new PasswordEcho(new MailLogin("anna", new Secret(password))).Hide(line);

        var took = Stopwatch.GetElapsedTime(started);
        TestContext.Out.WriteLine($"{took.TotalMilliseconds:F0} ms");
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(20)), "What grows with the square of the length takes minutes.");
    }

    [TestCase("NO [AUTHENTICATIONFAILED] Authentication failed.")]
    [TestCase("BYE Too many simultaneous connections (Session aGVsbG8gd29ybGQhIQ==)")]
    [TestCase("NO mailbox secretary is locked")]
    public void Hide_WhenNoPasswordIsRepeated_ShouldLeaveTheWords(string words) =>
        Assert.That(new PasswordEcho(new MailLogin("anna", new Secret("secret-of-anna"))).Hide(words), Is.EqualTo(words));

    private static string FormOf(MailLogin login, string password, int form) => form switch
    {
        0 => password,
        1 => $"LOGIN \"{login.User}\" \"{password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        2 => Uri.EscapeDataString(password),
        3 => Uri.EscapeDataString(password).ToLowerInvariant(),
        4 => WebUtility.UrlEncode(password),
        5 => WebUtility.HtmlEncode(password),
        6 => password.ToUpperInvariant(),
        7 => Base64(password),
        8 => Base64($"\0{login.User}\0{password}"),
        9 => Base64($"{login.User}\0{login.User}\0{password}"),
        10 => Base64($"{login.User}\0{login.MasterUser ?? "m"}\0{password}").TrimEnd('='),
        11 => Base64($"user={login.User}\u0001auth=Bearer {password}\u0001\u0001"),
        _ => $"PLAIN{Base64($"\0ab\0{password}")}",
    };

    private const int LineLength = 64 * 1024;

    private static readonly TestCaseData[] LongLines =
    [
        Line("letters", new string('a', LineLength), new string('a', 2000)),
        Line("almost", string.Concat(Enumerable.Repeat("secret-of-ann secret", LineLength / 20)), "secret-of-anna"),
        Line("escapes", string.Concat(Enumerable.Repeat(@"\u0073%25", LineLength / 9)), "secret-of-anna"),
        Line("decimal", string.Concat(Enumerable.Repeat("115 101 ", LineLength / 8)), "secret-of-anna"),
        Line("base32", new string('A', LineLength), "secret-of-anna"),
        Line("hexadecimal", string.Concat(Enumerable.Repeat("73 65 ", LineLength / 6)), "secret-of-anna"),
        Line("base64", Base64(Base64(Base64(new string('s', LineLength / 3)))), "secret-of-anna"),
        Line("base64 of UTF-16", Convert.ToBase64String(Encoding.Unicode.GetBytes(new string('\u20ac', LineLength / 3))), "Gr\u00fc\u00dfe\u20ac2026"),
        Line("not seen", string.Concat(Enumerable.Repeat("s\u200b\u0308", LineLength / 3)), "secret-of-anna"),
        Line("words", string.Concat(Enumerable.Repeat("ab ", LineLength / 3)), "x"),
    ];

    private static readonly string[] Disguises =
    [
        "soft hyphens", "zero width", "fillers", "control characters", "wide", "decomposed", "other case", "JSON", "JSON in full", "hexadecimal escapes", "octal escapes", "Python's escapes", "quoted-printable", "UTF-16",
        "base64 of UTF-16", "base64 of UTF-16, big end first", "base64 twice", "base64 of hexadecimal", "base64 within words", "percent twice", "HTML", "hexadecimal", "hexadecimal with 0x",
        "backwards", "ROT13", "without the first", "without the last", "without some at the end", "without some at the beginning", "base64 with soft hyphens",
        "base64 in groups", "spaced out", "decimal", "decimal with commas", "base32", "base32 in groups",
        "colours", "a cursor that moves",
    ];

    private static TestCaseData Line(string name, string line, string password) => new TestCaseData(line, password).SetArgDisplayNames(name);

    private static string Disguise(string name, string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        return name switch
        {
            "soft hyphens" => string.Join('\u00ad', password.ToCharArray()),
            "zero width" => string.Join("\u200b\u2060\ufeff", password.ToCharArray()),
            "fillers" => string.Join('\u3164', password.ToCharArray()),
            "control characters" => string.Join('\u0001', password.ToCharArray()),
            "wide" => string.Concat(password.Select(letter => letter is > ' ' and <= '~' ? (char)(letter + 0xFEE0) : letter)),
            "decomposed" => password.Normalize(NormalizationForm.FormD),
            "other case" => string.Concat(password.Select((letter, index) => index % 2 == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter))),
            "JSON" => System.Text.Json.JsonSerializer.Serialize(password.Insert(3, "\t"))[1..^1],
            "JSON in full" => string.Concat(password.Select(letter => $"\\u{(int)letter:x4}")),
            "hexadecimal escapes" => string.Concat(bytes.Select(value => $"\\x{value:X2}")),
            "Python's escapes" => string.Concat(password.Select(letter => letter is >= ' ' and <= '~' ? $"{letter}" : letter < 256 ? $"\\x{(int)letter:x2}" : $"\\u{(int)letter:x4}")).Insert(4, "\u200b"),
            "octal escapes" => string.Concat(bytes.Select(value => "\\" + Convert.ToString(value, 8).PadLeft(3, '0'))),
            "quoted-printable" => string.Concat(bytes.Select(value => $"={value:X2}")),
            "UTF-16" => string.Concat(password.Select(letter => letter < 256 ? $"\0{letter}" : $"{letter}")),
            "base64 of UTF-16" => Convert.ToBase64String(Encoding.Unicode.GetBytes(password)),
            "base64 of UTF-16, big end first" => Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(password)),
            "base64 twice" => Base64(Base64($"\0anna\0{password}")),
            "base64 of hexadecimal" => Base64(Convert.ToHexString(bytes)),
            "base64 within words" => Base64($"{{\"user\":\"anna\",\"password\":\"{password}\"}}"),
            "percent twice" => string.Concat(bytes.Select(value => $"%25{value:X2}")),
            "HTML" => string.Concat(password.Select(letter => string.Create(CultureInfo.InvariantCulture, $"&#{(int)letter};"))),
            "hexadecimal" => Convert.ToHexString(bytes),
            "hexadecimal with 0x" => string.Join(", ", bytes.Select(value => $"0x{value:x2}")),
            "backwards" => string.Concat(password.Reverse()),
            "ROT13" => string.Concat(password.Select(letter => !char.IsAsciiLetter(letter) ? letter : (char)((letter & 0x60) + 1 + (((letter & 0x1F) - 1 + 13) % 26)))),
            "without the first" => password[1..],
            "without the last" => password[..^1],
            "without some at the end" => password[..Math.Max(6, password.Length * 3 / 5)],
            "without some at the beginning" => password[^Math.Max(6, password.Length * 3 / 5)..],
            "base64 with soft hyphens" => string.Join('\u00ad', Base64($"\0anna\0{password}").Chunk(3).Select(chunk => new string(chunk))),
            "base64 in groups" => string.Join(' ', Base64($"\0anna\0{password}").Chunk(4).Select(chunk => new string(chunk))),
            "spaced out" => string.Join(' ', password.ToCharArray()),
            "decimal" => string.Join(' ', bytes),
            "decimal with commas" => string.Join(", ", bytes),
            "base32" => Base32(bytes),
            "base32 in groups" => string.Join(' ', Base32(bytes).Chunk(4).Select(chunk => new string(chunk))),
            "colours" => string.Join("\u001b[1;31m", password.ToCharArray()),
            "a cursor that moves" => $"{password[..3]}\u001b[?25 q\u001b[12C{password[3..]}",
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Base32(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(value => Convert.ToString(value, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(5).Select(chunk => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Convert.ToInt32(new string(chunk).PadRight(5, '0'), 2)]));
    }

    private static string Decode(string base64) => Encoding.Latin1.GetString(Convert.FromBase64String(base64[..(base64.Length / 4 * 4)]));
}
