using System.Net;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Faults;

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

        Assert.That(shown, Does.Not.Contain(sent).And.Contain("***"), shown);
        Assert.That(glued, Does.Not.Contain(sent).And.Contain("***"), glued);
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

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string base64) => Encoding.Latin1.GetString(Convert.FromBase64String(base64[..(base64.Length / 4 * 4)]));
}
