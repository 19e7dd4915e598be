using System.Globalization;
using System.Text;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Folders of so many messages that what a server finds does not fit into one answer.</summary>
public sealed class LargeFoldersTests
{
    private const uint FirstUid = 10_000_000;
    private const uint Gap = 3;
    private const int Held = 260_000;

    [TestCase(true)]
    [TestCase(false)]
    public async Task CopyAsync_WhenASearchFindsMoreThanALineHolds_ShouldSearchInParts(bool heedsPositions)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.SkipUids(FirstUid - 1);
        for (var number = 0; number < 3; number++)
        {
            pair.Source.Mailbox.Inbox.Add($"Message-ID: <{number}@x>\r\nSubject: {number}\r\n\r\nx\r\n");
            pair.Source.Mailbox.Inbox.SkipUids(Gap - 1);
        }

        var next = FirstUid + (Gap * Held);
        pair.Source.On("STATUS", async command =>
        {
            await command.UntaggedAsync($"STATUS INBOX (MESSAGES {Held} UIDNEXT {next} UIDVALIDITY 1000)");
            await command.ReplyAsync("OK done");
        });
        pair.Source.On("EXAMINE", async command =>
        {
            command.Folder = pair.Source.Mailbox.Inbox;
            await command.UntaggedAsync($"{Held} EXISTS");
            await command.UntaggedAsync("OK [UIDVALIDITY 1000] valid");
            await command.UntaggedAsync($"OK [UIDNEXT {next}] next");
            await command.ReplyAsync("OK [READ-ONLY] done");
        });
        pair.Source.On("SEARCH", command => FindAsync(command, heedsPositions));

        var outcome = await pair.CopyAsync();

        // It does not hand out the others.
        outcome.ShouldCount(total: Held, copied: 3, missing: Held - 3);
        Assert.That(outcome.Failures.Select(failure => failure.Fault), Is.EqualTo(new[] { CopyFault.Incomplete }));
    }

    private static async Task FindAsync(ScriptedCommand command, bool heedsPositions)
    {
        var keys = command.Arguments.Select(argument => argument.Text).ToList();
        var positions = heedsPositions && char.IsAsciiDigit(keys[0][0]) ? Read(keys[0]) : (First: 1u, Last: (uint)Held);
        var uids = keys.IndexOf("UID") is >= 0 and var at ? Read(keys[at + 1]) : (First: 1u, Last: uint.MaxValue);
        var found = new StringBuilder("SEARCH");
        for (var position = positions.First; position <= positions.Last; position++)
        {
            var uid = FirstUid + (Gap * (position - 1));
            if (uids.First <= uid && uid <= uids.Last)
            {
                found.Append(CultureInfo.InvariantCulture, $" {uid}");
            }
        }

        await command.UntaggedAsync(found.ToString());
        await command.ReplyAsync("OK done");
    }

    private static (uint First, uint Last) Read(string range)
    {
        var ends = range.Split(':');
        return (uint.Parse(ends[0], CultureInfo.InvariantCulture), ends[^1] == "*" ? uint.MaxValue : uint.Parse(ends[^1], CultureInfo.InvariantCulture));
    }
}
