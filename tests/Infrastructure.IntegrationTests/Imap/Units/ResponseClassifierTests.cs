using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class ResponseClassifierTests
{
    [TestCase(ServerTexts.Throttled, "throttling")]
    [TestCase(ServerTexts.Limit, "throttling")]
    [TestCase(ServerTexts.GmailBandwidth, "throttling, over quota")]
    [TestCase(ServerTexts.GmailTooManyConnections, "throttling")]
    [TestCase(ServerTexts.ExchangeBackOff, "throttling")]
    [TestCase(ServerTexts.ExchangeBackOffMilliseconds, "throttling")]
    [TestCase("NO [INUSE] locked", "throttling")]
    [TestCase(ServerTexts.Unavailable, "unavailable")]
    [TestCase(ServerTexts.ExchangeUnavailable, "unavailable")]
    [TestCase(ServerTexts.ExchangeNotConnected, "unavailable")]
    [TestCase("BYE Autologout; idle for too long", "unavailable")]
    [TestCase(ServerTexts.OverQuota, "over quota")]
    [TestCase("NO Mailbox is full / Blocks limit exceeded", "over quota")]
    [TestCase("NO [NOPERM] no", "forbidden")]
    [TestCase(ServerTexts.GmailAppPassword, "app password")]
    [TestCase(ServerTexts.WrongPassword, "")]
    [TestCase("NO [CANNOT] Invalid mailbox name", "")]
    [TestCase("BAD Could not parse command", "")]
    [TestCase("NO [NONEXISTENT] Unknown folder", "")]
    [TestCase("NO [ALREADYEXISTS] Mailbox is there", "about existing")]
    [TestCase("NO Mailbox already exists", "about existing")]
    public void Refusal_WhenAServerSaysSomething_ShouldKnowWhatItMeans(string words, string meaning)
    {
        var refusal = new ResponseClassifier(words);

        (bool Is, string Name)[] meanings =
        [
            (refusal.IsThrottling, "throttling"), (refusal.IsUnavailable, "unavailable"), (refusal.IsOverQuota, "over quota"),
            (refusal.IsForbidden, "forbidden"), (refusal.WantsAppPassword, "app password"), (refusal.IsAboutExisting, "about existing"),
        ];
        Assert.That(string.Join(", ", meanings.Where(pair => pair.Is).Select(pair => pair.Name)), Is.EqualTo(meaning));
    }

    [TestCase(ServerTexts.ExchangeBackOff, 1500)]
    [TestCase(ServerTexts.ExchangeBackOffMilliseconds, 1500)]
    [TestCase("NO [THROTTLED] try again in 30 seconds", 30_000)]
    [TestCase("NO please retry after 2 minutes", 120_000)]
    [TestCase("NO wait 5", 5_000)]
    [TestCase("NO try again in 999999999 minutes", 86_400_000)]
    [TestCase(ServerTexts.ExchangeUnavailable, null)]
    public void Wait_WhenAServerNamesATime_ShouldBeThat(string words, int? milliseconds) =>
        Assert.That(new ResponseClassifier(words).Wait?.TotalMilliseconds, Is.EqualTo(milliseconds));

    [Test]
    public void Words_WhenTheyAreLongOrOnManyLines_ShouldFitALine()
    {
        var words = new ResponseClassifier($"NO one\r\ntwo\0{new string('x', 1000)}").Words;

        Assert.That(words, Does.StartWith("NO one  two\uFFFDx").And.EndWith("xxx...").And.Length.EqualTo(303));
    }

    [TestCase("NO [TOOBIG] no", true)]
    [TestCase("NO [LIMIT] Mail size is larger than the maximum size allowed", true)]
    [TestCase("NO Message too large", true)]
    [TestCase("NO [CANNOT] bad header", false)]
    public void IsTooLarge_WhenAnAppendIsRefused_ShouldTell(string words, bool expected) => Assert.That(new ResponseClassifier(words).IsTooLarge, Is.EqualTo(expected));

    [Test]
    public void Words_WhenAServerSendsALongLine_ShouldSearchItsBeginningAlone()
    {
        var words = "NO " + Convert.ToBase64String(new byte[1 << 20]);
        var echo = new PasswordScreen(new MailLogin("anna", new Secret("secret-of-anna")));

        // What is set up once is not the line's.
        _ = new ResponseClassifier(words, echo).Words;
        var before = GC.GetAllocatedBytesForCurrentThread();

        _ = new ResponseClassifier(words, echo).Words;

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(words.Length));
    }
}
