using System.Net;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>Sources that a customer must not name.</summary>
public sealed class SourceAddressTests
{
    private const string Name = "imap.old.example";

    private static readonly IPAddress Private = IPAddress.Parse("10.0.0.1");

    [Test]
    public async Task CopyAsync_WhenTheSourceIsLocal_ShouldRefuseItWithoutAConnection()
    {
        await using var pair = new ScriptedPair().WithMessages(1);

        var outcome = await Bound().CopyAsync(pair.ToCopy(), pair.Progress, CancellationToken.None);
        var test = await Bound().TestAsync(pair.ToCopy(), CancellationToken.None);

        outcome.ShouldEndWith(CopyFault.AddressRefused, "the source 127.0.0.1:", "127.0.0.1 is an address of the destination");
        test.ShouldEndWith(CopyFault.AddressRefused);
        Assert.That(pair.Source.Connections, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenAnOperatorHasChosenTheSource_ShouldCopy()
    {
        await using var pair = new ScriptedPair().WithMessages(1);

        (await Bound().CopyAsync(pair.ToCopy() with { IsSourceTrusted = true }, pair.Progress, CancellationToken.None)).ShouldSucceed();
    }

    [Test]
    public async Task ConnectAsync_WhenANameMeansSomethingElseNextTime_ShouldConnectToWhatWasChecked()
    {
        await using var pair = new ScriptedPair();
        var answers = new Queue<IPAddress[]>([[Private, IPAddress.Loopback], [Private]]);

        using (await Connect(pair, answers, "127.0.0.1/32"))
        {
            Assert.That((pair.Source.Connections, answers.Count), Is.EqualTo((1, 1)));
        }

        var refusal = Assert.ThrowsAsync<MailFaultException>(() => Connect(pair, answers, "127.0.0.1/32"));
        Assert.That((refusal!.Fault, refusal.IsTransient), Is.EqualTo((CopyFault.AddressRefused, false)));
        Assert.That(refusal.Message, Does.Contain(Name).And.EndWith("its name leads to no address that is allowed"));
    }

    private static ImapMailboxCopier Bound() => Engine.Create(Engine.Hurried, Engine.PolicyWith(), NullLogger<ImapMailboxCopier>.Instance);

    private static Task<IMailSession> Connect(ScriptedPair pair, Queue<IPAddress[]> answers, string allowed)
    {
        var account = pair.ToCopy().Source;
        account = account with { Server = account.Server with { Host = Name } };
        var guard = new AddressGuard(Engine.PolicyWith(allowed), pair.ToCopy().Destination.Server, (_, _) => Task.FromResult<IPAddress[]>([]));
        return new ImapConnector(MailSide.Source, account, Engine.Hurried, (_, _) => Task.FromResult(answers.Dequeue()), new LiteralForms(), guard).ConnectAsync(CancellationToken.None);
    }
}
