using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Logins that are refused, for good or for a while.</summary>
public sealed class LoginTests
{
    [TestCase(ServerTexts.WrongPassword, "refused the login: NO [AUTHENTICATIONFAILED] Authentication failed.")]
    [TestCase("NO [AUTHORIZATIONFAILED] account disabled", "account disabled")]
    [TestCase(ServerTexts.GmailAppPassword, "(an app password is needed)")]
    public async Task CopyAsync_WhenTheSourceRefusesTheLogin_ShouldEndAtOnce(string answer, string words)
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.On("AUTHENTICATE", answer);

        (await pair.CopyAsync()).ShouldEndWith(CopyFault.Auth, words, "the source 127.0.0.1:");

        Assert.That(ScriptedPair.Count(pair.Source, "AUTHENTICATE", "LOGIN"), Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationRefusesTheLogin_ShouldAskWhetherTheMailboxExists()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Destination.On("AUTHENTICATE", ServerTexts.WrongPassword);

        (await pair.CopyAsync()).ShouldEndWith(CopyFault.DestinationAuth, "does the mailbox exist there?", ServerTexts.WrongPassword);

        Assert.That(ScriptedPair.Count(pair.Destination, "AUTHENTICATE", "LOGIN"), Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task CopyAsync_WhenTheMasterUserIsRefused_ShouldTryNoMoreThanTwice()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.On("AUTHENTICATE", ServerTexts.WrongPassword).On("LOGIN", ServerTexts.WrongPassword);
        var source = pair.ToCopy().Source;
        var copy = pair.ToCopy() with { Source = source with { Login = source.Login with { MasterUser = "admin" } } };

        (await Engine.Create().CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldEndWith(CopyFault.Auth, "refused the login");

        Assert.That(ScriptedPair.Count(pair.Source, "AUTHENTICATE", "LOGIN"), Is.EqualTo(2));
    }

    [Test]
    public async Task CopyAsync_WhenAMasterUserNeedsBothNamesInOne_ShouldSayThemInTheWayThatIsOffered()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.On("AUTHENTICATE", command => command.ReplyAsync(command.Number % 2 == 1 ? ServerTexts.WrongPassword : "OK done"));
        var source = pair.ToCopy().Source;
        var copy = pair.ToCopy() with { Source = source with { Login = source.Login with { MasterUser = "admin" } } };

        (await Engine.Create(Engine.With(connections: 1)).CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldSucceed();

        Assert.That(ScriptedPair.Count(pair.Source, "LOGIN"), Is.Zero);
    }

    [TestCase(ServerTexts.Throttled, "throttled")]
    [TestCase(ServerTexts.Limit, "throttled")]
    [TestCase(ServerTexts.GmailTooManyConnections, "throttled")]
    [TestCase("NO [INUSE] mailbox is locked by another session", "throttled")]
    [TestCase(ServerTexts.Unavailable, "reconnecting")]
    [TestCase(ServerTexts.ExchangeUnavailable, "reconnecting")]
    public async Task CopyAsync_WhenALoginIsRefusedForAWhile_ShouldWaitAndSaySo(string answer, string waiting)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.On("AUTHENTICATE", async command =>
        {
            await (Waits(pair) ? command.AnswerByDefaultAsync() : command.ReplyAsync(answer));
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
        Assert.That(pair.Progress.Reports, Has.Some.Matches<CopyProgress>(report => report.Waiting == waiting));
        Assert.That(pair.Progress.Reports[^1].Waiting, Is.Null);
    }

    [TestCase(ServerTexts.Throttled, CopyFault.Throttled, "asks to slow down")]
    [TestCase(ServerTexts.Unavailable, CopyFault.Connect, "can't serve the mailbox now")]
    public async Task CopyAsync_WhenALoginIsRefusedForTooLong_ShouldGiveUp(string answer, CopyFault fault, string words)
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.On("AUTHENTICATE", answer);

        (await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 1))).ShouldEndWith(fault, words, answer);
    }

    [TestCase("* BYE Too many simultaneous connections", CopyFault.Throttled)]
    [TestCase("* BYE the server is going down", CopyFault.Connect)]
    public async Task CopyAsync_WhenConnectionsAreTurnedAway_ShouldGiveUpWithTheServersWords(string refusal, CopyFault fault)
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        (pair.Source.Refusal, pair.Source.Refusals) = (refusal, int.MaxValue);

        (await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 1))).ShouldEndWith(fault, refusal["* BYE ".Length..]);
    }

    private static bool Waits(ScriptedPair pair) => pair.Progress.Reports.Any(report => report.Waiting is not null);
}
