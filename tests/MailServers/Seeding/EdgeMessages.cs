using System.Globalization;
using System.Text;

namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>Messages that copiers stumble over.</summary>
internal static class EdgeMessages
{
    private const string Inbox = "INBOX";

    private static readonly DateTimeOffset NewYear = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static SeedMessage InFolder(string folder, int number) =>
        new(folder, Message(100 + number, "in an odd folder", "hello\r\n"), NewYear.AddHours(number), @"\Seen");

    public static IEnumerable<SeedMessage> All(int largest) =>
        Contents(largest).Select((content, index) => new SeedMessage(Inbox, content, NewYear.AddDays(index), index % 2 == 0 ? [@"\Seen"] : [])).Concat(Flagged()).Concat(Dated());

    private static IEnumerable<byte[]> Contents(int largest) =>
    [
        Message(1, "plain", "hello\r\n"),
        Message(2, "no id", "x\r\n", withId: false), Message(2, "no id", "y\r\n", withId: false),
        Message(3, "same id", "body one\r\n"), Message(3, "same id", "body two\r\n"),
        Message(4, "identical", "twice\r\n"), Message(4, "identical", "twice\r\n"),
        Message(5, "nul", "a\0b\0\0c\r\n"),
        Message(6, "bare cr", "a\rb\rc\r\n"),
        Message(7, "bare lf", "one\ntwo\r\nthree\n"),
        Message(8, "long line", new string('x', 200_000) + "\r\n"),
        Message(9, "no end of line", "last line"),
        Message(10, "no body", ""),
        Encoding.Latin1.GetBytes("Subject: no blank line\r\nFrom: a@example.net\r\n"),
        Encoding.Latin1.GetBytes("\r\nno headers at all\r\n"),
        "x"u8.ToArray(),
        [],
        Message(12, "8 bit UTF-8: Grüße ñ", "x\r\n"),
        Encoding.Latin1.GetBytes("Subject: 8 bit Latin-1: Grüße\r\nMessage-ID: <edge-13@example.net>\r\n\r\nä\r\n"),
        Encoding.Latin1.GetBytes("Date: Tomorrow at noon\r\nSubject: no date\r\n\r\nx\r\n"),
        Message(15, "from line", "From here on\r\n>From there\r\n.\r\n..\r\n"),
        Message(16, "many headers", "x\r\n", string.Concat(Enumerable.Range(0, 5000).Select(n => string.Create(CultureInfo.InvariantCulture, $"X-H-{n}: {n}\r\n")))),
        Message(17, "long header", "x\r\n", $"X-Long: {new string('z', 300_000)}\r\n"),
        Message(18, "deep", string.Concat(Enumerable.Range(0, 100).Select(n => $"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n")), "Content-Type: multipart/mixed; boundary=b0\r\n"),
        Message(19, "bad MIME", "--x\r\nContent-Type\r\n\r\n\u00ff\u00fe\r\n", "Content-Type: multipart/mixed; boundary\r\n"),
        Message(20, "like a literal {10}", "A1 OK {5}\r\n* BYE\r\n)\r\n"),
        Encoding.Latin1.GetBytes("Subject: folded id\r\nMessage-ID:\r\n <folded-21@example.net>\r\n\r\nx\r\n"),
        Encoding.Latin1.GetBytes("From - Mon Jan  1 00:00:00 2024\r\nSubject: mbox line\r\n\r\nx\r\n"),
        Message(22, "control characters", "\u0001\u0002\u007f\u001b[31mred\u0007\r\n"),
        Message(23, "large", string.Concat(Enumerable.Repeat($"{new string('q', 76)}\r\n", largest / 78))),
    ];

    private static IEnumerable<SeedMessage> Flagged() =>
    [
        new(Inbox, Message(30, "all flags", "x\r\n"), NewYear, @"\Seen", @"\Answered", @"\Flagged", @"\Draft", "$Forwarded", "NonJunk"),
        new(Inbox, Message(31, "deleted", "x\r\n"), NewYear, @"\Deleted", @"\Seen"),
        new(Inbox, Message(32, "40 keywords", "x\r\n"), NewYear, [.. Enumerable.Range(1, 40).Select(n => string.Create(CultureInfo.InvariantCulture, $"Keyword{n}"))]),
    ];

    private static IEnumerable<SeedMessage> Dated() =>
    [
        new(Inbox, Message(40, "received in 1971", "x\r\n"), new DateTimeOffset(1971, 2, 3, 4, 5, 6, TimeSpan.Zero)),
        new(Inbox, Message(41, "received in 2050", "x\r\n"), new DateTimeOffset(2050, 12, 31, 23, 59, 59, TimeSpan.Zero)),
    ];

    private static byte[] Message(int number, string subject, string body, string headers = "", bool withId = true)
    {
        var id = withId ? string.Create(CultureInfo.InvariantCulture, $"Message-ID: <edge-{number}@example.net>\r\n") : string.Empty;
        return Encoding.UTF8.GetBytes($"From: a@example.net\r\nTo: b@example.net\r\nSubject: {subject}\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\n{id}{headers}\r\n{body}");
    }
}
