using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>Servers that begin a conversation in a way of their own.</summary>
public sealed class OddConversationTests
{
    [TestCase(TransportSecurity.None)]
    [TestCase(TransportSecurity.StartTls)]
    [TestCase(TransportSecurity.StartTlsWhenOffered)]
    public async Task CopyAsync_WhenSomebodyIsLoggedInAlready_ShouldEndWithProtocol(TransportSecurity security)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Greeting = "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello";

        (await CopyAsync(pair, pair.Source.Port, security)).ShouldEndWith(CopyFault.Protocol, "PREAUTH");

        Assert.That(pair.Source.Commands, Is.Empty);
    }

    [TestCase("* OK ")]
    [TestCase("")]
    public async Task CopyAsync_WhenAGreetingBeforeTlsNeverEnds_ShouldEndWithProtocol(string beginning)
    {
        await using var pair = new ScriptedPair();
        await using var server = new RawServer(async (stream, token) =>
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(beginning), token);
            while (true)
            {
                await stream.WriteAsync(new byte[1000], token);
            }
        });

        (await CopyAsync(pair, server.Port, TransportSecurity.StartTls)).ShouldEndWith(CopyFault.Protocol, "8 KiB");
    }

    [Test]
    public async Task CopyAsync_WhenSomethingIsAddedBehindTheAgreementOnTls_ShouldEndWithProtocol()
    {
        await using var pair = new ScriptedPair();
        await using var server = new RawServer(async (stream, token) =>
        {
            await stream.WriteAsync("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"u8.ToArray(), token);
            var command = await new StreamReader(stream).ReadLineAsync(token);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{command!.Split(' ')[0]} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"), token);
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, token);
        });

        (await CopyAsync(pair, server.Port, TransportSecurity.StartTls)).ShouldEndWith(CopyFault.Protocol, "somebody on the way");
    }

    [TestCase("NO not for you")]
    [TestCase("BAD what")]
    public async Task CopyAsync_WhenTlsIsRefused_ShouldEndWithTls(string answer)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Capabilities += " STARTTLS";
        pair.Source.On("STARTTLS", answer);

        (await CopyAsync(pair, pair.Source.Port, TransportSecurity.StartTls)).ShouldEndWith(CopyFault.Tls, "no TLS with", answer[4..]);
    }

    [Test]
    public async Task CopyAsync_WhenTlsIsRequiredAndNotOffered_ShouldEndWithTls()
    {
        await using var pair = new ScriptedPair();

        (await CopyAsync(pair, pair.Source.Port, TransportSecurity.StartTls)).ShouldEndWith(CopyFault.Tls, "does not offer STARTTLS");

        Assert.That(ScriptedPair.Count(pair.Source, "AUTHENTICATE", "LOGIN"), Is.Zero);
    }

    [TestCase("* BYE Too many simultaneous connections", CopyFault.Throttled)]
    [TestCase("* BYE going down", CopyFault.Connect)]
    public async Task CopyAsync_WhenAServerTurnsUsAwayBeforeTls_ShouldSayWhy(string greeting, CopyFault fault)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Greeting = greeting;

        (await CopyAsync(pair, pair.Source.Port, TransportSecurity.StartTls)).ShouldEndWith(fault, greeting[6..]);
    }

    [Test]
    public async Task CopyAsync_WhenAServerOpensFoldersForProgramsWithANameOnly_ShouldCopy()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.Capabilities += " ID";
        pair.Source.On("EXAMINE", command => ScriptedPair.Count(pair.Source, "ID") > 0 ? command.AnswerByDefaultAsync() : command.ReplyAsync("NO EXAMINE Unsafe Login."));

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldSucceed();

        var named = pair.Source.Commands.Single(command => command.Name == "ID").Text;
        Assert.That(named, Does.Match("^ID \\(\"name\" \"hosting-migrations\" \"version\" \"[0-9.]+\"\\)$"));
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    [TestCase("NO who cares")]
    [TestCase("BAD what is that")]
    public async Task CopyAsync_WhenAServerWantsNoName_ShouldCopy(string answer)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.Capabilities += " ID";
        pair.Source.On("ID", answer);

        (await pair.CopyAsync()).ShouldSucceed();
    }

    [Test]
    public async Task CopyAsync_WhenAFolderHasNoModSeq_ShouldCopyAndFollowFlags()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.Capabilities += " CONDSTORE";
        pair.Source.On("STATUS", async command =>
        {
            var inbox = pair.Source.Mailbox.Inbox;
            await command.UntaggedAsync($"STATUS INBOX (MESSAGES {inbox.Messages.Count} UIDNEXT {inbox.UidNext} UIDVALIDITY {inbox.UidValidity} HIGHESTMODSEQ NIL)");
            await command.ReplyAsync("OK done");
        });
        pair.Source.On("EXAMINE", async command =>
        {
            await command.UntaggedAsync("OK [HIGHESTMODSEQ NIL] none");
            await command.AnswerByDefaultAsync();
        });
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Replace(pair.Source.Mailbox.Inbox.Messages[0] with { Flags = ["\\Flagged"] });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Inbox.Messages, Has.Count.EqualTo(3));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages[0].Flags, Is.EqualTo(new[] { "\\Flagged" }));
    }

    private static async Task<CopyOutcome> CopyAsync(ScriptedPair pair, int port, TransportSecurity security)
    {
        var copy = pair.ToCopy() with { Source = new MailAccount(new MailServer("127.0.0.1", port, security), new MailLogin("anna", new Secret(ScriptedPair.Password))) };
        return await Engine.Create(Engine.With(giveUpAfterSeconds: 1, idleTimeoutSeconds: 5)).CopyAsync(copy, pair.Progress, CancellationToken.None);
    }
}
