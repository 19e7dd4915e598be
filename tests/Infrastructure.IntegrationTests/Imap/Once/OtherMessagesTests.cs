using System.Globalization;
using System.Text;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>
/// Messages that share words, arrival and most of their header, as invoices, nightly reports and mailing lists write them: where a field differs, and
/// nothing shows that the destination changes it, each is another message. To copy one twice does less harm than to lose it.
/// </summary>
public sealed class OtherMessagesTests
{
    private const string OneDay = "01-Feb-2020 00:00:00 +0000";

    private static readonly string[] Words = ["The backup has been made.", "No disk has failed.", "All updates have been installed."];

    [TestCase("Message-ID: <1@x>", "Message-ID: <2@x>")]
    [TestCase("Message-ID: <1@old.example>", "Message-ID: <1@new.example>")]
    [TestCase("Subject: Invoice 4711", "Subject: Invoice 4712")]
    [TestCase("To: bob@y", "To: alice@y")]
    [TestCase("X-Order: 4711", "X-Order: 4712")]
    [TestCase("Date: Wed, 01 Jan 2020 00:00:00 +0000", "Date: Thu, 02 Jan 2020 00:00:00 +0000")]
    [TestCase("Message-ID: <1@x>\r\nSubject: [list] hello", "Message-ID: <1@x>\r\nSubject: hello")]
    [TestCase("Message-ID: <1@x>\r\nSubject: draft", "Message-ID: <1@x>\r\nSubject: second draft")]
    [TestCase("Message-ID: <1@x>\r\nTo: bob@y", "Message-ID: <1@x>\r\nTo: alice@z")]
    [TestCase("Message-ID: <1@x>\r\nX-Order: 4711", "Message-ID: <1@x>\r\nX-Order: 4712")]
    [TestCase("Message-ID: <1@x>\r\nX-Other: 1", "Message-ID: <1@x>\r\nX-Order: 4712")]
    public async Task CopyAsync_WhenTheDestinationHoldsAnotherMessage_ShouldCopyTheMessage(string there, string here)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Message(here), OneDay);
        pair.Destination.Mailbox.Inbox.Add(Message(there), OneDay);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);

        Assert.That(ContentsIn(pair, "INBOX"), Is.EqualTo(new[] { Message(there), Message(here) }));
    }

    [TestCase("Date: Wed, 01 Jan 2020 00:00:00 +0000", "Date: Wed, 1 Jan 2020 02:00:00 +0200")]
    [TestCase("Subject: Gr\u00fc\u00dfe aus Berlin", "Subject: GrXX\r\n e aus Berlin")]
    public async Task CopyAsync_WhenTheDestinationWritesAFieldAnotherWay_ShouldNotCopyTheMessageAgain(string here, string there)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Encoding.Latin1.GetBytes(Message(here)), OneDay);
        pair.Destination.Mailbox.Inbox.Add(Message(there), OneDay);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, there: 1);
    }

    [TestCase(1, 4, 1)]
    [TestCase(1, 25, 1)]
    [TestCase(25, 25, 1)]
    [TestCase(25, 25, 3)]
    public async Task CopyAsync_WhenNightlyMailsWereImportedInOneSecond_ShouldCopyThoseOfOtherDays(int there, int here, int kinds)
    {
        await using var pair = new ScriptedPair();
        Fill(pair, there, here, (day, kind) => Message(
            $"Message-ID: <{day}.{kind}@x>\r\nDate: {new DateTime(2020, 1, 1, 3, 0, 0, DateTimeKind.Utc).AddDays(day):r}\r\nSubject: report {kind}", Words[kind]), kinds);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: here * kinds, copied: here * kinds);
    }

    [TestCase("Subject: Invoice #")]
    [TestCase("X-Order: #")]
    [TestCase("To: customer#@y")]
    [TestCase("Message-ID: <#@x>")]
    public async Task CopyAsync_WhenManyMessagesDifferInOneField_ShouldCopyThoseOfTheSource(string field)
    {
        await using var pair = new ScriptedPair();
        Fill(pair, there: 10, here: 10, (number, kind) => Message(field.Replace("#", number.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal), Words[kind]), kinds: 3);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 30, copied: 30);
    }

    [TestCase("Subject: Invoice 4711", "Subject: Invoice 4712")]
    [TestCase("To: bob@y", "To: alice@y")]
    [TestCase("X-Order: 4711", "X-Order: 4712")]
    [TestCase("Message-ID: <1@x>", "Message-ID: <2@x>")]
    [TestCase("Message-ID: <1@x>\r\nSubject: draft", "Message-ID: <1@x>\r\nSubject: second draft")]
    public async Task CopyAsync_WhenOneIsGoneAndAnotherIsNewElsewhere_ShouldNotTakeItForMoved(string gone, string added)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add("Archive");
        pair.Source.Mailbox.Inbox.Add(Message(gone), OneDay);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Remove(3);
        pair.Source.Mailbox.Find("Archive")!.Add(Message(added), OneDay);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 3, copied: 1, there: 2);

        Assert.That(ContentsIn(pair, "Archive"), Is.EqualTo(new[] { Message(added) }));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationMarksSubjects_ShouldStillTellOtherSubjectsApart()
    {
        await using var pair = new ScriptedPair().WithMessages(4);
        ChangingDestination.All.Single(destination => destination.Name == "rewrites the subject").Install(pair.Destination, _ => null);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Add(Message("Subject: Invoice 4712"), OneDay);
        pair.Source.Mailbox.Inbox.Add(Message("Subject: Offer"), OneDay);
        pair.Destination.Mailbox.Inbox.Add(Message("Subject: [checked] Invoice 4711"), OneDay);
        pair.Destination.Mailbox.Inbox.Add(Message("Subject: [checked] Offer"), OneDay);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, copied: 1, there: 5);

        Assert.That(ContentsIn(pair, "INBOX"), Has.Some.Contains("4712"));
    }

    private static void Fill(ScriptedPair pair, int there, int here, Func<int, int, string> content, int kinds)
    {
        for (var number = 0; number < there + here; number++)
        {
            for (var kind = 0; kind < kinds; kind++)
            {
                (number < there ? pair.Destination : pair.Source).Mailbox.Inbox.Add(content(number, kind), OneDay);
            }
        }
    }

    // A field that is given takes the place of the usual one.
    private static string Message(string fields, string words = "Please find your account statement online.")
    {
        string[] usual = ["From: billing@x", "To: bob@y", "Date: Wed, 01 Jan 2020 00:00:00 +0000", "Subject: Your account"];
        var others = usual.Where(field => !$"\r\n{fields}".Contains($"\r\n{field.Split(':')[0]}:", StringComparison.Ordinal));
        return $"{string.Join("\r\n", others.Append(fields))}\r\n\r\n{words}\r\n";
    }

    private static IEnumerable<string> ContentsIn(ScriptedPair pair, string folder) =>
        pair.Destination.Mailbox.Find(folder)!.Messages.Select(message => Encoding.Latin1.GetString(message.Content));
}
