using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class FaultReaderTests
{
    private const string Password = "secret-of-anna";

    private static readonly MailAccount Account = new(
        new MailServer("imap.example.net", 993, TransportSecurity.Tls), new MailLogin("anna", new Secret(Password)));

    // What is thrown, what the server said last, and what that is at the source, at the destination, and for another try.
    private static readonly TestCaseData[] Table =
    [
        Case("login", new LoginRefusedException("no"), "NO [AUTHENTICATIONFAILED] wrong", CopyFault.Auth, CopyFault.DestinationAuth, false),
        Case("login without words", new LoginRefusedException("refused"), null, CopyFault.Auth, CopyFault.DestinationAuth, false),
        Case("login throttled", new LoginRefusedException("no"), "NO [LIMIT] too many", CopyFault.Throttled, CopyFault.DestinationThrottled, true),
        Case("login unavailable", new LoginRefusedException("no"), "NO [UNAVAILABLE] down", CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("login with a token", new LoginRefusedException("no", means: CopyFault.MailboxPermissionMissing), "NO AUTHENTICATE failed.", CopyFault.MailboxPermissionMissing, CopyFault.DestinationAuth, false),
        Case("login where IMAP is off", new LoginRefusedException("no"), "NO [ALERT] Your account is not enabled for IMAP use.", CopyFault.ImapDisabled, CopyFault.DestinationAuth, false),
        Case("no mailbox behind the login", Refused("BAD User is authenticated but not connected."), "BAD User is authenticated but not connected.", CopyFault.MailboxPermissionMissing, CopyFault.DestinationConnect, true),
        Case("no consent", new AccessTokenException("nobody has consented", CopyFault.ConsentMissing), null, CopyFault.ConsentMissing, CopyFault.DestinationAuth, false),
        Case("a token endpoint that is down", new AccessTokenException("down", CopyFault.Connect, mayPass: true), null, CopyFault.Connect, CopyFault.DestinationAuth, true),
        Case("no token", new AccessTokenException("the command ended with 1"), null, CopyFault.Auth, CopyFault.DestinationAuth, false),
        Case("command refused", Refused("NO no such thing"), "NO no such thing", CopyFault.Protocol, CopyFault.DestinationRefused, false),
        Case("command forbidden", Refused("NO [NOPERM] not yours"), "NO [NOPERM] not yours", CopyFault.Permission, CopyFault.DestinationPermission, false),
        Case("command throttled", Refused("NO [THROTTLED] slow down"), "NO [THROTTLED] slow down", CopyFault.Throttled, CopyFault.DestinationThrottled, true),
        Case("over quota", Refused("NO [OVERQUOTA] full"), "NO [OVERQUOTA] full", CopyFault.Protocol, CopyFault.Quota, false),
        Case("folder gone", new FolderMissingException("gone", "Work"), null, CopyFault.Protocol, CopyFault.DestinationRefused, false),
        Case("farewell", new ClosedException(), "BYE going down", CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("farewell for too much use", new ClosedException(), "BYE Too many simultaneous connections", CopyFault.Throttled, CopyFault.DestinationThrottled, true),
        Case("farewell and a broken line", new IOException("reset"), "BYE going down", CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("broken rules", new WireException("sent a line without end"), null, CopyFault.Protocol, CopyFault.DestinationProtocol, false),
        Case("over a connection that is gone", new ObjectDisposedException("client"), null, CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("closed", new ClosedException(), null, CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("deadline", new OperationCanceledException(), null, CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("time-out", new TimeoutException(), null, CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("reset", new SocketException((int)SocketError.ConnectionReset), null, CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("broken stream", new IOException("broken pipe"), null, CopyFault.Connect, CopyFault.DestinationConnect, true),
        Case("unreadable", new FormatException("what?"), null, CopyFault.Protocol, CopyFault.DestinationProtocol, false),
        Case("a bug", new InvalidOperationException("oops"), null, CopyFault.Internal, CopyFault.Internal, false),
    ];

    [TestCaseSource(nameof(Table))]
    public void Read_WhenSomethingIsThrown_ShouldTellWhatKindOfFaultItIs(Exception thrown, string? words, CopyFault atSource, CopyFault atDestination, bool isTransient)
    {
        var source = Read(MailSide.Source, thrown, words);
        var destination = Read(MailSide.Destination, thrown, words);

        Assert.That((source.Fault, destination.Fault), Is.EqualTo((atSource, atDestination)));
        Assert.That((source.IsTransient, destination.IsTransient), Is.EqualTo((isTransient, isTransient)));
        Assert.That(source.InnerException, Is.SameAs(thrown));
        Assert.That((source.IsRefusal, source.Over(breaks: 1).IsRefusal), Is.EqualTo((thrown is RefusedException, thrown is RefusedException)));
        Assert.That(source.Message, Does.Contain(words ?? string.Empty));
    }

    [Test]
    public void Read_WhenTheFaultIsKnown_ShouldLeaveItAsItIs()
    {
        var known = new MailFaultException(CopyFault.Tls, "known", isTransient: false);

        Assert.That(Read(MailSide.Source, known, null), Is.SameAs(known));
    }

    [Test]
    public void Read_WhenTheServerNamesATime_ShouldWaitSoLong() =>
        Assert.That(Read(MailSide.Source, Refused("NO [THROTTLED] try again in 90 seconds"), null).Wait, Is.EqualTo(TimeSpan.FromSeconds(90)));

    [Test]
    public void Read_WhenTheServerRepeatsThePassword_ShouldHideIt() =>
        Assert.That(Read(MailSide.Source, new LoginRefusedException("no"), $"NO bad password '{Password}'").Message, Does.Contain("'***'").And.Not.Contain(Password));

    private static MailFaultException Read(MailSide side, Exception thrown, string? refusal) =>
        new FaultReader(side, Account.Server, new PasswordScreen(Account.Login)).Read(thrown, refusal);

    private static RefusedException Refused(string words) => new(new Answer(words.Split(' ')[0], Code: null, words));

    private static TestCaseData Case(string name, Exception thrown, string? words, CopyFault atSource, CopyFault atDestination, bool isTransient) =>
        new TestCaseData(thrown, words, atSource, atDestination, isTransient).SetArgDisplayNames(name);
}
