using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Servers that work on a limited number of messages in one command (RFC 9738), as Yahoo and Stalwart do.</summary>
public sealed class MessageLimitTests
{
    private const string Announced = " MESSAGELIMIT=100";

    [TestCase("", 900u)]
    [TestCase(Announced, 900u)]
    [TestCase("", 0u)]
    [TestCase(Announced, 0u)]
    public async Task CopyAsync_WhenTheSourceLimitsMessages_ShouldCopyAll(string capability, uint gap)
    {
        await using var pair = new ScriptedPair().WithSparseMessages(300, gap);
        Limit(pair.Source, 100, capability);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 300, copied: 300);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(300));
    }

    [Test]
    public async Task CopyAsync_WhenTheLimitIsBelowABatch_ShouldFetchEachMessage()
    {
        await using var pair = new ScriptedPair().WithMessages(60);
        Limit(pair.Source, 7, string.Empty);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 60, copied: 60);
    }

    [TestCase("")]
    [TestCase(Announced)]
    public async Task CopyAsync_WhenTheDestinationLimitsMessagesAndTheStateIsLost_ShouldRecogniseAll(string capability)
    {
        await using var pair = new ScriptedPair().WithMessages(250);
        Limit(pair.Destination, 100, capability);
        await pair.CopyAsync();
        pair.Checkpoints.Clear();

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 250, there: 250);
    }

    [TestCase("")]
    [TestCase(Announced)]
    public async Task CopyAsync_WhenFlagsChangeAndBothSidesLimitMessages_ShouldChangeAll(string capability)
    {
        await using var pair = new ScriptedPair().WithSparseMessages(250, gap: 3);
        Limit(pair.Source, 100, capability);
        Limit(pair.Destination, 100, capability);
        await pair.CopyAsync();
        foreach (var message in pair.Source.Mailbox.Inbox.Messages)
        {
            pair.Source.Mailbox.Inbox.Replace(message with { Flags = [@"\Seen"] });
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 250, there: 250);

        Assert.That(pair.Destination.Mailbox.Inbox.Messages.Count(message => message.Flags.Contains(@"\Seen")), Is.EqualTo(250));
    }

    [Test]
    public async Task CopyAsync_WhenTheLimitIsAnnounced_ShouldStayBelowIt()
    {
        await using var pair = new ScriptedPair().WithSparseMessages(300, gap: 900);
        Limit(pair.Source, 100, Announced);
        var partial = 0;
        foreach (var name in new[] { "FETCH", "SEARCH" })
        {
            pair.Source.On(name, async command =>
            {
                var wanted = pair.Source.Mailbox.Inbox.Messages.Count;
                if (command.Name == "SEARCH" && !char.IsAsciiDigit(command.Arguments[0].Text[0]) && wanted > 100)
                {
                    Interlocked.Increment(ref partial);
                }

                await command.AnswerByDefaultAsync();
            });
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 300, copied: 300);

        Assert.That(partial, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenTheServerRefusesMoreThanItsLimit_ShouldAskForFewer()
    {
        await using var pair = new ScriptedPair().WithMessages(60);
        pair.Source.On("FETCH", command => command.Arguments[0].Text.Split(',').Sum(Width) > 10 ? command.ReplyAsync("NO [MESSAGELIMIT 10] too many") : command.AnswerByDefaultAsync());

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 60, copied: 60);

        static long Width(string range) => range.Split(':') is [var first, var last] ? long.Parse(last, null) - long.Parse(first, null) + 1 : 1;
    }

    [Test]
    public async Task CopyAsync_WhenTheServerBeginsWithTheOldest_ShouldGoOnUpwards()
    {
        await using var pair = new ScriptedPair().WithSparseMessages(250, gap: 900);
        pair.Source.On("SEARCH", async command =>
        {
            var ends = command.Arguments[^1].Text.Split(':').Select(uint.Parse).ToList();
            var found = pair.Source.Mailbox.Inbox.Messages.Select(message => message.Uid).Where(uid => uid >= ends[0] && uid <= ends[^1]).ToList();
            await command.UntaggedAsync($"SEARCH {string.Join(' ', found.Take(100))}".TrimEnd());
            await command.ReplyAsync(found.Count > 100 ? $"OK [MESSAGELIMIT 100 {found[99]}] partial results" : "OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 250, copied: 250);
    }

    private static void Limit(ScriptedImapServer server, int most, string capability)
    {
        server.MessageLimit = most;
        server.Capabilities += capability;
    }
}
