using Hosting.Migrations.Domain.UnitTests.TestData;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Domain.UnitTests.Webhooks;

internal sealed class WebhookTests
{
    private static readonly string[] MailboxFailed = [WebhookEvents.MailboxFailed];

    [Test]
    public void Create_WhenNothingElseIsSaid_ShouldBeToldOfStatusesUnderARandomName()
    {
        var (one, other) = (AWebhook(), AWebhook());

        Assert.That((one.Events, one.IsEnabled), Is.EqualTo((new[] { "migration.status_changed" }, true)));
        Assert.That(one.PublicId, Does.Match(@"^wh_[0-9a-z]{16}\z").And.Not.EqualTo(other.PublicId));
        Assert.That(WebhookId.IsValid(one.PublicId), Is.True);
    }

    [TestCase("wh_0123456789abcdef", true)]
    [TestCase("wh_0123456789abcdef\n", false)]
    [TestCase("wh_0123456789ABCDEF", false)]
    [TestCase("wh_0123456789abcde", false)]
    [TestCase("17", false)]
    [TestCase("", false)]
    public void IsValid_WhenItIsAName_ShouldSaySo(string text, bool isValid) => Assert.That(WebhookId.IsValid(text), Is.EqualTo(isValid));

    [TestCase("https://example.net/hook?key=1", true)]
    [TestCase("http://münchen.example:8080/hook", true)]
    [TestCase("https://[2001:db8::7]/hook", true)]
    [TestCase("http://\u00ad/", false)]
    [TestCase("http://\u200d/", false)]
    [TestCase("http://\u0378.com/", false)]
    [TestCase("http://xn--zca\u0430/", false)]
    [TestCase("http://example.net/\u202e\u009b2J", false)]
    [TestCase(" http://example.net/", false)]
    [TestCase("http://example.net/\n", false)]
    [TestCase("ftp://example.net/", false)]
    [TestCase("http://me:pw@example.net/", false)]
    public void IsValidUrl_WhenItIsAnAddress_ShouldSaySo(string url, bool isValid) => Assert.That(Webhook.IsValidUrl(url), Is.EqualTo(isValid));

    [Test]
    public void Choose_WhenKindsAreNone_ShouldThrow()
    {
        var webhook = AWebhook();

        Assert.That(() => webhook.Choose([]), Throws.ArgumentException);
        Assert.That(() => webhook.Choose(["migration"]), Throws.ArgumentException);
        Assert.That(() => webhook.Choose([WebhookEvents.Test]), Throws.ArgumentException);
        Assert.That(() => webhook.Choose([.. MailboxFailed, .. MailboxFailed]), Throws.ArgumentException);
    }

    [Test]
    public void Wants_WhenItIsChosenAndTheWebhookEnabled_ShouldSaySo()
    {
        var webhook = AWebhook();
        webhook.Choose([WebhookEvents.MailboxFailed, WebhookEvents.StatusChanged]);
        Assert.That(
            (webhook.Wants(WebhookEvents.MailboxFailed), webhook.Wants(WebhookEvents.StatusChanged), webhook.Wants(WebhookEvents.MailboxSucceeded)), Is.EqualTo((true, true, false)));

        webhook.Disable();
        Assert.That(webhook.Wants(WebhookEvents.MailboxFailed), Is.False);
        webhook.Enable();
        Assert.That(webhook.Wants(WebhookEvents.MailboxFailed), Is.True);
    }

    [Test]
    public void RotateSecret_WhenDone_ShouldSignWithBothForADay()
    {
        var webhook = AWebhook();
        Assert.That(webhook.SealedSecretsAt(Moments.Created), Is.EqualTo(new[] { "first" }));

        webhook.RotateSecret("second", Moments.Created);
        Assert.That(webhook.SealedSecretsAt(Moments.Created.AddHours(24).AddTicks(-1)), Is.EqualTo(new[] { "second", "first" }));
        Assert.That(webhook.SealedSecretsAt(Moments.Created.AddHours(24)), Is.EqualTo(new[] { "second" }));

    }

    [Test]
    public void RotateSecret_WhenDoneAgainWithinADay_ShouldLeaveEachItsDay()
    {
        var webhook = AWebhook();

        webhook.RotateSecret("second", Moments.Created);
        webhook.RotateSecret("third", Moments.Created.AddHours(1));
        webhook.RotateSecret("fourth", Moments.Created.AddHours(2));

        Assert.That(webhook.SealedSecretsAt(Moments.Created.AddHours(3)), Is.EqualTo(new[] { "fourth", "third", "second", "first" }));
        Assert.That(webhook.SealedSecretsAt(Moments.Created.AddHours(24)), Is.EqualTo(new[] { "fourth", "third", "second" }));
        Assert.That(webhook.SealedSecretsAt(Moments.Created.AddHours(25)), Is.EqualTo(new[] { "fourth", "third" }));
        Assert.That(webhook.SealedSecretsAt(Moments.Created.AddHours(26)), Is.EqualTo(new[] { "fourth" }));

        webhook.RotateSecret("fifth", Moments.Created.AddHours(3));
        Assert.That(webhook.SealedSecretsAt(Moments.Created.AddHours(4)), Is.EqualTo(new[] { "fifth", "fourth", "third", "second" }), "What is kept is bounded.");
    }

    [Test]
    public void MoveTo_WhenTheUrlIsNone_ShouldThrowAndStay()
    {
        var webhook = AWebhook();

        Assert.That(() => webhook.MoveTo("nowhere"), Throws.ArgumentException);
        Assert.That(webhook.Url, Is.EqualTo("https://example.net/hook"));
    }

    private static Webhook AWebhook() => Webhook.Create(1, "https://example.net/hook", "first", Moments.Created);
}
