using System.Globalization;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Destinations that refuse what goes with a message: the message arrives without it.</summary>
public sealed class RefusedFormsTests
{
    private const string OfHeader = "05-Feb-2024 10:00:00 +0100";
    private const string Recent = "02-Jan-2024 12:00:00 +0000";

    [TestCase("30-Dec-1899 00:00:00 +0000", "NO [CANNOT] out of range")]
    [TestCase("01-Jan-1960 00:00:00 +0100", "BAD Invalid date-time in Append command")]
    [TestCase("01-Jan-2070 00:00:00 +0000", "NO not yet")]
    public async Task CopyAsync_WhenADateIsRefused_ShouldTakeThatOfTheHeader(string odd, string answer)
    {
        await using var pair = new ScriptedPair();
        AddMessages(pair, odd, Recent, odd, odd, Recent);
        RefuseDates(pair.Destination, command => command.Text.Contains(odd, StringComparison.Ordinal), answer);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Inbox.Messages.Select(message => message.InternalDate).Order(), Is.EqualTo(new[] { Recent, Recent, OfHeader, OfHeader, OfHeader }));
        Assert.That(outcome.Notes, Has.One.EqualTo(
            "3 messages have the date of their Date header, or that of the copy, since the destination does not take the date of their arrival"));
        Assert.That((outcome.Done.MessagesCopied, again.Done.MessagesCopied), Is.EqualTo((5L, 0L)));
    }

    [Test]
    public async Task CopyAsync_WhenEveryOldDateIsRefused_ShouldSendNone()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add("Message-ID: <1@x>\r\nSubject: old\r\nDate: Mon, 5 Feb 1968 10:00:00 +0100\r\n\r\nx\r\n", "30-Dec-1899 00:00:00 +0000");
        RefuseDates(pair.Destination, command => command.Text.Contains("-18", StringComparison.Ordinal) || command.Text.Contains("-19", StringComparison.Ordinal), "NO no such date");

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "old" }));
        Assert.That(pair.Destination.Commands.Last(command => command.Name == "APPEND").Arguments, Has.Count.EqualTo(2));
        Assert.That(outcome.Notes, Has.One.Contains("the destination does not take the date"));
    }

    [Test]
    public async Task CopyAsync_WhenManyDatesAreRefused_ShouldLearnIt()
    {
        await using var pair = new ScriptedPair();
        AddMessages(pair, [.. Enumerable.Range(1, 60).Select(day => string.Create(CultureInfo.InvariantCulture, $"{1 + (day % 28):00}-Jan-1960 00:00:00 +0000"))]);
        RefuseDates(pair.Destination, command => command.Text.Contains("-1960", StringComparison.Ordinal), "NO no such date");

        (await pair.CopyAsync(Engine.With(connections: 1, batchMessages: 10))).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(60));
        Assert.That(ScriptedPair.Count(pair.Destination, "APPEND"), Is.LessThan(120));
    }

    [TestCase("NO [CANNOT] keyword refused", "$Label1", @"\Seen \Flagged")]
    [TestCase("BAD invalid flag", "$Label1", @"\Seen \Flagged")]
    [TestCase("NO no flags here", "(", "")]
    [TestCase("BAD no flags here", "(", "")]
    public async Task CopyAsync_WhenFlagsAreRefused_ShouldCopyTheMessageWithoutThem(string answer, string refused, string arriving)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add("Message-ID: <1@x>\r\nSubject: flagged\r\n\r\nx\r\n", Recent, @"\Seen", @"\Flagged", "$Label1");
        pair.Source.Mailbox.Inbox.Add("Message-ID: <2@x>\r\nSubject: plain\r\n\r\nx\r\n", Recent);
        pair.Destination.On("APPEND", command => command.Text.Contains($" {refused}", StringComparison.Ordinal) && !command.Text.Contains(" ()", StringComparison.Ordinal)
            || command.Text.Contains("$Label1", StringComparison.Ordinal) ? command.ReplyAsync(answer) : command.AnswerByDefaultAsync());

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        var copy = pair.Destination.Mailbox.Inbox.Messages.Single(message => message.Content.AsSpan().IndexOf("flagged"u8) >= 0);
        Assert.That(string.Join(' ', copy.Flags.Order(StringComparer.Ordinal)), Is.EqualTo(string.Join(' ', arriving.Split(' ').Order(StringComparer.Ordinal))));
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "flagged", "plain" }));
        Assert.That(outcome.Notes, Has.One.Contains(arriving.Length > 0 ? "1 keywords were dropped" : "1 messages were copied without their flags"));
    }

    [Test]
    public async Task CopyAsync_WhenAMessageItselfIsRefused_ShouldRecordItOnceAndCopyTheRest()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add("Subject: bad\r\nDate: Mon, 5 Feb 2024 10:00:00 +0100\r\n\r\nvirus\r\n", "30-Dec-1899 00:00:00 +0000", @"\Seen", "$Label1");
        pair.Source.Mailbox.Inbox.Add("Subject: good\r\n\r\nx\r\n");
        pair.Destination.On("APPEND", command => command.Arguments.Any(argument => argument.Text.Contains("virus", StringComparison.Ordinal)) ? command.ReplyAsync("NO a virus") : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Failures.Select(failure => (failure.Uid, failure.Fault)), Is.EqualTo(new[] { ((uint?)1, CopyFault.DestinationRefused) }));
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "good" }));
        outcome.ShouldAddUp();
    }

    [Test]
    public async Task CopyAsync_WhenDatesAreOldAtARealDestination_ShouldKeepThem()
    {
        string[] dates = ["30-Dec-1899 00:00:00 +0000", "01-Jan-1960 00:00:00 +0000", "31-Dec-1969 12:00:00 +0000", "01-Feb-1999 00:00:00 +0000"];
        await using var pair = new ScriptedPair();
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false, Storage = DovecotStorage.Sdbox });
        AddMessages(pair, dates);

        var outcome = (await Engine.Create().CopyAsync(
            pair.ToCopy() with { Destination = server.AccountOf("anna").ToMailAccount() }, pair.Progress, CancellationToken.None)).ShouldSucceed();

        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));
        await connection.CommandAsync("EXAMINE INBOX");
        var arrived = (await connection.CommandAsync("FETCH 1:* (INTERNALDATE)")).Select(response => response.Parse()).Where(parts => parts is [_, _, { Text: "FETCH" }, _])
            .Select(parts => ImapText.ParseDate(parts[3].Items[1].Text)).ToList();
        TestContext.Out.WriteLine(string.Join('\n', arrived));
        Assert.That(arrived, Is.EqualTo(dates.Select(ImapText.ParseDate)));
        Assert.That(outcome.Notes, Is.Empty);
    }

    private static void AddMessages(ScriptedPair pair, params string[] dates)
    {
        foreach (var (date, number) in dates.Select((date, number) => (date, number)))
        {
            pair.Source.Mailbox.Inbox.Add($"Message-ID: <{number}@x>\r\nSubject: message {number}\r\nDate: Mon, 5 Feb 2024 10:00:00 +0100\r\n\r\nx {number}\r\n", date);
        }
    }

    private static void RefuseDates(ScriptedImapServer server, Func<ScriptedCommand, bool> refuses, string answer) =>
        server.On("APPEND", command => refuses(command) ? command.ReplyAsync(answer) : command.AnswerByDefaultAsync());
}
