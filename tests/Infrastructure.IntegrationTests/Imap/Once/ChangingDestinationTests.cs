using System.Globalization;
using System.Text;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Destinations that change what they store, and copies that end at any moment: nothing is missing, and nothing is there twice.</summary>
[Slow]
public sealed class ChangingDestinationTests
{
    private const int Seeds = 25;
    private const int Messages = 60;

    private static IReadOnlyList<ChangingDestination> Destinations => ChangingDestination.All;

    [TestCaseSource(nameof(Destinations))]
    public async Task CopyAsync_WhenConnectionsBreakAndProgramsDieAtAnyMoment_ShouldCopyEveryMessageOnce(object destination)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            await BreakAsync((ChangingDestination)destination, seed);
        }
    }

    [TestCaseSource(nameof(Destinations))]
    public async Task CopyAsync_WhenTheAnswerToTheFifthAppendIsLost_ShouldSendNothingAgain(object destination)
    {
        await using var pair = new ScriptedPair().WithMessages(8);
        var sent = 0;
        ((ChangingDestination)destination).Install(pair.Destination, count => (sent += count) == 5 ? count : null);

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That((pair.Destination.Mailbox.Inbox.Messages.Count, sent), Is.EqualTo((8, 8)));
        ShouldHoldEachOnce(pair, (ChangingDestination)destination, "8 messages");
    }

    [TestCaseSource(nameof(Destinations))]
    public async Task CopyAsync_WhenTheStateIsLost_ShouldCopyNothing(object destination)
    {
        await using var pair = new ScriptedPair();
        Seed(pair, new Random(1));
        ((ChangingDestination)destination).Install(pair.Destination, _ => null);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, there: Messages);

        ShouldHoldEachOnce(pair, (ChangingDestination)destination, "state lost");
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceHoldsAMessageWithAndWithoutItsWay_ShouldCopyBoth()
    {
        // The owner's own copy and what came back to him: one header holds the other.
        const string Written = "Message-ID: <1@x>\r\nDate: Thu, 01 Jan 2026 10:00:00 +0000\r\nFrom: a@x\r\nSubject: to myself\r\n\r\nhello\r\n";
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Written);
        pair.Destination.Mailbox.Inbox.Add("Received: from mx.example\r\nDelivered-To: a@x\r\n" + Written);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);
    }

    [Test]
    public async Task CopyAsync_WhenMessagesDifferInTheBodyAlone_ShouldCopyTheOtherOne()
    {
        const string Head = "Message-ID: <1@x>\r\nDate: Thu, 01 Jan 2026 10:00:00 +0000\r\nFrom: a@x\r\nSubject: draft\r\n\r\n";
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Head + "first words\r\n");
        pair.Source.Mailbox.Inbox.Add(Head + "first words, and some more\r\n", "01-Jan-2024 12:05:00 +0000");
        pair.Destination.Mailbox.Inbox.Add("X-Stored: here\r\n" + Head + "first words, and some more\r\n", "25-Nov-2026 12:00:00 +0000");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2, copied: 1, there: 1);

        Assert.That(Encoding.Latin1.GetString(pair.Destination.Mailbox.Inbox.Messages[1].Content), Does.EndWith("first words\r\n"));
    }

    private static async Task BreakAsync(ChangingDestination destination, int seed)
    {
        var random = new Random(seed);
        await using var pair = new ScriptedPair();
        pair.Destination.Capabilities += random.Next(2) == 0 ? " MULTIAPPEND" : string.Empty;
        Seed(pair, random);
        var kills = 0;
        for (var life = 0; life < 4; life++)
        {
            var store = new LaggingCheckpointStore(pair.Checkpoints);
            using var killed = new CancellationTokenSource();
            var (breaks, dies) = (random.Next(1, Messages), life < 3 ? random.Next(1, Messages) : int.MaxValue);
            destination.Install(pair.Destination, count =>
            {
                if ((dies -= count) <= 0)
                {
                    store.IsDead = true;
                    killed.Cancel();
                    return random.Next(2) * count;
                }

                return (breaks -= count) is <= 0 and > -3 ? random.Next(2) * count : null;
            });
            var outcome = await Engine.Create(Engine.With(batchMessages: random.Next(1, 12))).CopyAsync(pair.ToCopy() with { Checkpoints = store }, pair.Progress, killed.Token);
            kills += killed.IsCancellationRequested ? 1 : 0;
            if (!killed.IsCancellationRequested)
            {
                outcome.ShouldSucceed();
            }
        }

        ShouldHoldEachOnce(pair, destination, string.Create(CultureInfo.InvariantCulture, $"seed {seed}"), kills);
    }

    private static void Seed(ScriptedPair pair, Random random)
    {
        var contents = new List<string>();
        while (contents.Count < Messages)
        {
            var number = contents.Count;
            var id = random.Next(2) == 0 ? $"Message-ID: <{number}@x>\r\n" : string.Empty;
            var subject = random.Next(2) == 0 ? $"Gr\xfc\xdf" + $"e {number}" : $"greetings {number}";
            var date = $"Date: Thu, 01 Jan 2026 10:00:{random.Next(3):00} +0000\r\n";
            contents.Add(random.Next(6) == 0 && number > 0
                ? contents[random.Next(number)]
                : $"Received: from mx.example; 1 Jan 2026\r\n{id}{date}From: a@x\r\nTo: b@x\r\nSubject: {subject}\r\n\r\n{new string('y', random.Next(40))}\r\n\r\nhello {number}\r\n");
        }

        foreach (var content in contents)
        {
            pair.Source.Mailbox.Inbox.Add(content, $"0{random.Next(1, 4)}-Jan-2024 12:00:00 +0000");
        }
    }

    private static void ShouldHoldEachOnce(ScriptedPair pair, ChangingDestination destination, string when, int kills = 0)
    {
        var stored = pair.Destination.Mailbox.Inbox.Messages.Select(message => BodyOf(Encoding.Latin1.GetString(message.Content))).ToList();
        var wanted = pair.Source.Mailbox.Inbox.Messages.Select(message => BodyOf(destination.Change(Encoding.Latin1.GetString(message.Content)))).ToList();
        Assert.That(stored, Is.SupersetOf(wanted), when);
        Assert.That(stored.Count - wanted.Count, Is.InRange(0, kills * destination.SentAgainAtMost), when);
        Assert.That(stored, Is.SubsetOf(Enumerable.Repeat(wanted, 1 + kills).SelectMany(messages => messages)), when);
    }

    // What the source tells apart differs in its body's last line too.
    private static string BodyOf(string content) => content[content.IndexOf("\r\n\r\n", StringComparison.Ordinal)..];
}
