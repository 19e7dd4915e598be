using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Names that a server could read as another user's login, however they have come here.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LoginGuardTests
{
    [TestCase("an\0na", null, null, "U+0000")]
    [TestCase("anna\r\nA1 DELETE INBOX", null, null, "U+000D")]
    [TestCase("anna\u0001auth=Bearer x", null, null, "U+0001")]
    [TestCase("anna\u200B", null, null, "U+200B")]
    [TestCase("anna", "mas\u202Eter", null, "U+202E")]
    [TestCase("victim*master", "master", null, "'*'")]
    [TestCase("victim*master", "master", "*", "'*'")]
    [TestCase("victim+master", "master", "+", "'+'")]
    public async Task CopyAsync_WhenANameIsNoSafeLogin_ShouldSendNothing(string user, string? master, string? separator, string words)
    {
        foreach (var isTest in new[] { false, true })
        {
            await using var pair = new ScriptedPair();
            var copy = pair.ToCopy();
            var login = copy.Source.Login with { User = user, MasterUser = master, MasterSeparator = separator };

            (await RunAsync(copy with { Source = copy.Source with { Login = login } })).ShouldEndWith(CopyFault.Auth, "source", words);
            (await RunAsync(copy with { Destination = copy.Destination with { Login = login } })).ShouldEndWith(CopyFault.DestinationAuth, "destination", words);

            Assert.That((pair.Source.Commands, pair.Destination.Commands), Is.EqualTo((Array.Empty<object>(), Array.Empty<object>())));

            Task<CopyOutcome> RunAsync(MailboxCopy given) => isTest
                ? Engine.Create().TestAsync(given, CancellationToken.None)
                : Engine.Create().CopyAsync(given, pair.Progress, CancellationToken.None);
        }
    }
}
