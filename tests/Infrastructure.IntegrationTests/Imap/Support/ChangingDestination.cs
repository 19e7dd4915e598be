using System.Text;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>What a destination that changes what it stores makes of it.</summary>
/// <param name="Name">For the name of the test.</param>
/// <param name="Change">What becomes of a message, as Latin-1.</param>
/// <param name="KeepsDates">Whether it keeps the dates that APPEND gives.</param>
/// <param name="TellsUids">Whether it offers UIDPLUS.</param>
internal sealed record ChangingDestination(string Name, Func<string, string> Change, bool KeepsDates = true, bool TellsUids = true)
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

    private static string Munge(string content) =>
        string.Concat(HeadOf(content).Select(octet => octet >= 0x80 ? 'X' : octet)) + content[HeadOf(content).Length..];
}
