using System.Text;
using System.Text.RegularExpressions;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>What a destination that changes what it stores makes of it.</summary>
/// <param name="Name">For the name of the test.</param>
/// <param name="Change">What becomes of a message, as Latin-1.</param>
/// <param name="KeepsDates">Whether it keeps the dates that APPEND gives.</param>
/// <param name="TellsUids">Whether it offers UIDPLUS.</param>
/// <param name="SentAgainAtMost">How many messages may be sent again after a kill, if so few were sent before that they do not show what it changes.</param>
internal sealed partial record ChangingDestination(string Name, Func<string, string> Change, bool KeepsDates = true, bool TellsUids = true, int SentAgainAtMost = 0)
{
    private const string Now = "25-Nov-2026 12:00:00 +0000";

    public static IReadOnlyList<ChangingDestination> All { get; } =
    [
        new("keeps all", content => content),
        new("replaces bytes", Munge),
        new("adds a field", content => "X-Stored: by this server\r\n" + content),
        new("adds a field that others add too", content => "Received: by destination.example; 25 Nov 2026 12:00:00 +0000\r\n" + content),
        new("ignores dates", content => content, KeepsDates: false),
        new("changes line ends", content => HeadOf(content) + content[HeadOf(content).Length..].Replace("\r\n", "\n", StringComparison.Ordinal)),
        new("adds a Message-ID", content => content.Contains("Message-ID:", StringComparison.Ordinal) ? content : $"Message-ID: <{Guid.NewGuid():N}@destination>\r\n{content}"),
        new("adds a field, replaces bytes, ignores dates", content => "X-Stored: by this server\r\n" + Munge(content), KeepsDates: false),
        new("rewrites the subject", RewriteSubject, SentAgainAtMost: 2),
        new("rewrites the sender", RewriteSender, SentAgainAtMost: 2),
        new("rewrites MIME", WrapBody, SentAgainAtMost: 2),
        new("rewrites Message-IDs", RewriteId, SentAgainAtMost: 2),
        new("rewrites the date", RewriteDate),
        new("takes Message-IDs and dates away", content => Remove(content, "Message-ID", "Date"), SentAgainAtMost: 2),
        new("takes fields away", content => Remove(content, "Received", "To"), SentAgainAtMost: 2),
        new("rewrites subject and sender, adds fields, ignores dates", content => "X-Scan: done\r\n" + RewriteSubject(RewriteSender(content)), KeepsDates: false, SentAgainAtMost: 2),
        new("rewrites Message-ID and subject, adds fields", content => "X-Scan: done\r\nReceived: by destination.example\r\n" + RewriteId(RewriteSubject(content)), SentAgainAtMost: 2),
        new("rewrites subject and MIME, takes fields away", content => WrapBody(RewriteSubject(Remove(content, "Received"))), SentAgainAtMost: 2),
        new("tells no UIDs, rewrites the subject", RewriteSubject, TellsUids: false, SentAgainAtMost: 2),
        new("tells no UIDs, rewrites Message-IDs", RewriteId, TellsUids: false, SentAgainAtMost: 2),
        new("tells no UIDs, rewrites MIME", WrapBody, TellsUids: false, SentAgainAtMost: 2),
        new("tells no UIDs", content => content, TellsUids: false),
        new("tells no UIDs, adds a field, ignores dates", content => "X-Stored: by this server\r\n" + content, KeepsDates: false, TellsUids: false),
    ];

    public override string ToString() => Name;

    /// <summary>Has a server store messages so.</summary>
    /// <param name="server">The server.</param>
    /// <param name="stores">How many messages of a command it stores before it breaks the connection; null = all, and it answers.</param>
    public void Install(ScriptedImapServer server, Func<int, int?> stores)
    {
        server.Capabilities = TellsUids ? server.Capabilities : server.Capabilities.Replace(" UIDPLUS", string.Empty, StringComparison.Ordinal);
        server.On("APPEND", async command =>
        {
            var folder = server.Mailbox.Find(command.Arguments[0].Text)!;
            var messages = command.Arguments.Where(argument => argument.IsLiteral).ToList();
            var broken = stores(messages.Count);
            var uids = new List<uint>();
            for (var number = 0; number < (broken ?? messages.Count); number++)
            {
                var date = command.Arguments[command.Arguments.ToList().IndexOf(messages[number]) - 1];
                uids.Add(folder.Add(Encoding.Latin1.GetBytes(Change(messages[number].Text)), KeepsDates && !date.IsList && date.Text != command.Arguments[0].Text ? date.Text : Now).Uid);
            }

            if (broken is null)
            {
                await command.ReplyAsync(TellsUids ? $"OK [APPENDUID {folder.UidValidity} {string.Join(',', uids)}] done" : "OK done");
            }
            else
            {
                command.Reset();
            }
        });
    }

    private static string HeadOf(string content) => content[..(content.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];

    private static string RewriteSubject(string content) => SubjectField().Replace(content, "Subject: [checked] ");

    private static string RewriteSender(string content) => SenderField().Replace(content, "From: \"a via destination\" <gate@destination>\r\n");

    private static string RewriteId(string content) => IdField().Replace(content, "Message-ID: <$1.destination>");

    private static string RewriteDate(string content) => DateField().Replace(content, "Date: Thu, 01 Jan 2026 11:$1 +0100\r\n");

    private static string Remove(string content, params string[] names) => string.Concat(HeadOf(content).Split("\r\n").SkipLast(1)
        .Where(line => !names.Contains(line.Split(':')[0])).Select(line => line + "\r\n")) + content[HeadOf(content).Length..];

    private static string WrapBody(string content) =>
        $"{HeadOf(content)[..^2]}Content-Type: multipart/mixed; boundary=w\r\n\r\n--w\r\n\r\n{content[HeadOf(content).Length..]}\r\n--w--\r\n";

    [GeneratedRegex("^Subject: ", RegexOptions.Multiline)]
    private static partial Regex SubjectField();

    [GeneratedRegex("^From: .*\r\n", RegexOptions.Multiline)]
    private static partial Regex SenderField();

    [GeneratedRegex("^Message-ID: <(.*)>", RegexOptions.Multiline)]
    private static partial Regex IdField();

    [GeneratedRegex(@"^Date: Thu, 01 Jan 2026 10:(\S+) \+0000\r\n", RegexOptions.Multiline)]
    private static partial Regex DateField();

    private static string Munge(string content) =>
        string.Concat(HeadOf(content).Select(octet => octet >= 0x80 ? 'X' : octet)) + content[HeadOf(content).Length..];
}
