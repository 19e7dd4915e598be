using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.Webhooks.Add;

namespace Hosting.Migrations.Application.UnitTests.Webhooks;

[TestFixture]
internal sealed class AddWebhookCommandTests
{
    [TestCase("")]
    [TestCase("/hook")]
    [TestCase("ftp://example.net/hook")]
    [TestCase("https://user:pw@example.net/hook")]
    [TestCase("https://example.net/hook#part")]
    public void Handle_WhenTheUrlIsNone_ShouldNameTheField(string url)
    {
        using var application = new TestApplication();

        Assert.That(
            async () => await application.SendAsync(new AddWebhookCommand(Caller.Admin) { CustomerCode = "C1", Url = url }),
            Throws.TypeOf<RequestInvalidException>().With.Message.StartsWith("url must be"));
    }

    [Test]
    public void Handle_WhenThereIsNoSuchCustomer_ShouldSaySo()
    {
        using var application = new TestApplication();

        Assert.That(async () => await application.SendAsync(new AddWebhookCommand(Caller.Admin) { CustomerCode = "C9", Url = "https://example.net/hook" }), Throws.TypeOf<NotFoundException>());
    }
}
