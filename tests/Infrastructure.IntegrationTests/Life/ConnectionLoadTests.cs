using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>Many mailboxes by one connection.</summary>
[Slow]
public sealed class ConnectionLoadTests
{
    [Test]
    public async Task Run_When200MailboxesShareAnAppWithShortLivedTokens_ShouldAskOnceALife()
    {
        using var tokens = new TokenServer { Life = TimeSpan.FromSeconds(5) };
        await using var platform = await Platform.StartAsync(mailboxes: 200, messages: 10, tokens.Introspection);
        using var client = await ConnectionCustomer.StartAsync(platform, tokens);
        await ConnectionCustomer.AddAppAsync(client);
        var begun = DateTimeOffset.UtcNow;

        var code = await ConnectionCustomer.UploadAsync(client, platform, platform.Source.Port, "oauth:old-tenant");

        var ended = await platform.WaitAsync(code, migration => migration.Status.HasEnded(), "ended");
        var lives = Math.Ceiling((DateTimeOffset.UtcNow - begun) / (0.8 * tokens.Life));
        Assert.That((ended.Status, ended.Resources.Count(resource => resource.Status == ResourceStatus.Success)), Is.EqualTo((MigrationStatus.Completed, 200)));
        Assert.That(tokens.Introspected.Bad, Is.Zero);
        Assert.That(tokens.Asked, Has.Count.LessThanOrEqualTo(lives), "One for each life, whoever asks.");
        TestContext.Out.WriteLine($"{tokens.Introspected.Good} logins with {tokens.Asked.Count} tokens in {(DateTimeOffset.UtcNow - begun).TotalSeconds:0} s");
    }
}
