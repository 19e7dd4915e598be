using System.Net;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Wire;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Access tokens whose life ends in the middle of a copy.</summary>
public sealed class AccessTokenTests
{
    [Test]
    public async Task CopyAsync_WhenATokenExpires_ShouldGoOnWithAnother()
    {
        await using var pair = new ScriptedPair().WithMessages(100);
        var tokens = new Tokens("token-of-the-first-hour", "token-of-the-second-hour");
        pair.Source.Password = tokens.Current;
        ExpireAt(pair, () => pair.Source.Password = tokens.Next());

        var outcome = await CopyAsync(pair, tokens);

        outcome.ShouldSucceed().ShouldCount(total: 100, copied: 100);
        Assert.That(tokens.Asked, Is.EqualTo(2));
    }

    [TestCase("imap.old.example", TransportSecurity.StartTlsWhenOffered, true)]
    [TestCase("imap.old.example", TransportSecurity.None, false, Description = "Somebody has chosen it.")]
    [TestCase("127.0.0.1", TransportSecurity.StartTlsWhenOffered, false)]
    public async Task ConnectAsync_WhenNoTlsIsOffered_ShouldSendNoTokenToOtherMachines(string host, TransportSecurity security, bool isRefused)
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        var tokens = new Tokens("token");
        pair.Source.Password = tokens.Current;
        var account = pair.ToCopy().Source;
        account = account with { Server = account.Server with { Host = host, Security = security }, Login = account.Login with { Tokens = tokens } };
        var connector = new ImapConnector(MailSide.Source, account, Engine.Hurried, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), new LiteralForms());

        if (isRefused)
        {
            var fault = Assert.ThrowsAsync<MailFaultException>(() => connector.ConnectAsync(CancellationToken.None));
            Assert.That((fault!.Fault, fault.IsTransient, fault.Message), Is.EqualTo((CopyFault.Tls, false, $"{account.Server} offers no TLS, and without it no token is sent")));
            Assert.That(pair.Source.Commands.Select(command => command.Name), Has.None.EqualTo("AUTHENTICATE"));
        }
        else
        {
            using var session = await connector.ConnectAsync(CancellationToken.None);
            Assert.That(pair.Source.Commands.Select(command => command.Name), Has.One.EqualTo("AUTHENTICATE"));
        }
    }

    [Test]
    public async Task CopyAsync_WhenAServerRefusesAToken_ShouldSaySoToWhoeverGaveIt()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.On("AUTHENTICATE", command => command.ReplyAsync("NO [AUTHENTICATIONFAILED] no"));
        var tokens = new Tokens("token");

        await CopyAsync(pair, tokens);

        Assert.That(tokens.Refused, Is.EqualTo(new[] { "token" }));
    }

    [Test]
    public async Task CopyAsync_WhenAServerRepeatsTheToken_ShouldHideIt()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.On("AUTHENTICATE", command => command.ReplyAsync("NO [AUTHENTICATIONFAILED] the token ya29.secret-of-the-hour has expired"));

        var outcome = await CopyAsync(pair, new Tokens("ya29.secret-of-the-hour"));

        Assert.That(outcome.Fault, Is.EqualTo(CopyFault.Auth));
        Assert.That(outcome.Reason, Does.Contain("the token *** has expired").And.Not.Contain("secret-of"));
    }

    [Test]
    public async Task MailboxCopy_WhenACommandPrintsTokens_ShouldRunItForEachConnection()
    {
        using var folder = new TemporaryFolder();
        await using var pair = new ScriptedPair().WithMessages(100);
        pair.Source.Password = "token-1";
        ExpireAt(pair, () => pair.Source.Password = "token-2");
        var calls = folder.PathOf("calls");

        var output = await Start(pair, folder, "--source-token-command", $"echo \"$SOURCE_USER\" >> {calls}; echo \"token-$(wc -l < {calls})\"").FinishAsync();

        Assert.That(output, Does.Contain("100 copied"));
        Assert.That(await File.ReadAllLinesAsync(calls), Is.EqualTo(new[] { "anna", "anna" }));
    }

    [TestCase("exit 3", "the command ended with 3")]
    [TestCase("echo no consent >&2; exit 1", "the command ended with 1: no consent")]
    [TestCase("echo one; echo two", "the command must print one token, in one line")]
    [TestCase("true", "the command must print one token, in one line")]
    public async Task MailboxCopy_WhenACommandPrintsNone_ShouldSayWhy(string command, string expected)
    {
        using var folder = new TemporaryFolder();
        await using var pair = new ScriptedPair().WithMessages(1);

        var (_, error) = await Start(pair, folder, "--source-token-command", command).FailAsync();

        Assert.That(error, Does.StartWith("error: there is no access token for the source ").And.EndWith($": {expected}"));
        Assert.That(pair.Source.Commands, Is.Empty);
    }

    [Test]
    public async Task MailboxCopy_WhenOthersCanReadTheTokenFile_ShouldRefuse()
    {
        using var folder = new TemporaryFolder();
        await using var pair = new ScriptedPair().WithMessages(1);
        var path = folder.PathOf("token");
        await File.WriteAllTextAsync(path, $"{ScriptedPair.Password}\n");

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            var (_, error) = await Start(pair, folder, "--source-token-file", path).FailAsync();
            Assert.That(error, Does.EndWith("holds a token and must be its owner's alone (chmod 600)"));
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
        }

        Assert.That(await Start(pair, folder, "--source-token-file", path).FinishAsync(), Does.Contain("1 copied"));
    }

    private static Task<CopyOutcome> CopyAsync(ScriptedPair pair, IAccessTokens tokens)
    {
        var copy = pair.ToCopy();
        var login = new MailLogin(copy.Source.Login.User, new Secret(string.Empty), Tokens: tokens);
        return Engine.Create(Engine.With(connections: 1, batchMessages: 10)).CopyAsync(copy with { Source = copy.Source with { Login = login } }, pair.Progress, CancellationToken.None);
    }

    // The token ends with the connection, in the middle of a copy.
    private static void ExpireAt(ScriptedPair pair, Action expire)
    {
        var fetches = 0;
        pair.Source.On("FETCH", command =>
        {
            if (!command.Text.Contains("BODY.PEEK[]", StringComparison.Ordinal) || ++fetches != 1)
            {
                return command.AnswerByDefaultAsync();
            }

            expire();
            command.Reset();
            return Task.CompletedTask;
        });
    }

    private static CopyProcess Start(ScriptedPair pair, TemporaryFolder folder, params string[] token)
    {
        var environment = new Dictionary<string, string>
        {
            ["DESTINATION_PASSWORD"] = ScriptedPair.Password,
            ["MailboxCopy__Connections"] = "1",
            ["MailboxCopy__BatchMessages"] = "10",
            ["MailboxCopy__SettleTime"] = "00:00:00.020",
        };
        string[] arguments =
        [
            "--source", $"imap://anna@127.0.0.1:{pair.Source.Account.Port}", "--destination", $"imap://anna@127.0.0.1:{pair.Destination.Account.Port}", "--state", folder.PathOf("state.json"), .. token,
        ];
        return CopyProcess.Start(native: null, environment, arguments);
    }

    private sealed class Tokens(params string[] tokens) : IAccessTokens
    {
        private int _next;

        public int Asked { get; private set; }

        public List<string> Refused { get; } = [];

        public string Current => tokens[_next];

        public string Next() => tokens[++_next];

        public Task<Secret> GetAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(new Secret(Current));
        }

        public void Refuse(Secret token) => Refused.Add(token.Reveal());
    }
}
