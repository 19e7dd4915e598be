using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

public sealed class TooLargeTests
{
    [Test]
    public async Task Post_WhenTheBodyIsAnnouncedAsTooLarge_ShouldRefuseItUnread()
    {
        var answer = await RawHttp.SendAsync(
            "POST /api/migrations HTTP/1.1", $"X-Api-Token: {TestData.AdminToken}", "Content-Type: application/json", "Content-Length: 100000000");

        Assert.That(answer, Does.StartWith("HTTP/1.1 413 ").And.Contains("""{"message":"Request body too large","errors":[]}"""));
    }
}
