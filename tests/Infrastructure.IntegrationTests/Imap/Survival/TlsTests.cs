using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Servers with which no TLS is agreed on.</summary>
public sealed class TlsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private TcpListener _server = null!;

    [SetUp]
    public void Listen()
    {
        _server = new TcpListener(IPAddress.Loopback, 0);
        _server.Start();
    }

    [TearDown]
    public void Close() => _server.Dispose();

    [Test]
    public async Task CopyAsync_WhenTheServerSpeaksInTheClear_ShouldEndWithTls()
    {
        var serving = ServeAsync(async stream => await stream.WriteAsync("* OK hello, this is not TLS\r\n"u8.ToArray()));

        (await CopyAsync(TransportSecurity.Tls)).ShouldEndWith(CopyFault.Tls, $"no TLS with 127.0.0.1:{Port}: ");

        await serving;
    }

    [TestCase(TransportSecurity.Tls)]
    [TestCase(TransportSecurity.StartTls)]
    public async Task CopyAsync_WhenTheConnectionIsCutInTheHandshake_ShouldTryAgainAndEndWithConnect(TransportSecurity security)
    {
        var connections = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                await ServeAsync(async stream =>
                {
                    connections++;
                    await GreetAsync(stream, security);
                    await stream.ReadAtLeastAsync(new byte[100], 50);
                });
            }
        });

        (await CopyAsync(security)).ShouldEndWith(CopyFault.Connect);

        Assert.That(connections, Is.GreaterThan(1));
        _server.Dispose();
        Assert.That(async () => await serving.WaitAsync(Long), Throws.InstanceOf<Exception>());
    }

    [TestCase(TransportSecurity.Tls)]
    [TestCase(TransportSecurity.StartTls)]
    public async Task CopyAsync_WhenACertificateNamesWhereItsIssuerIs_ShouldNotAskThere(TransportSecurity security)
    {
        using var issuer = new TcpListener(IPAddress.Loopback, 0);
        issuer.Start();
        using var certificate = CreateCertificate($"http://127.0.0.1:{((IPEndPoint)issuer.LocalEndpoint).Port}/issuer.cer");

        // The server does not ask either.
        var served = SslStreamCertificateContext.Create(certificate, null, offline: true);
        var serving = ServeAsync(async stream =>
        {
            await GreetAsync(stream, security);
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = served });
            await tls.ReadExactlyAsync(new byte[1]);
        });

        (await CopyAsync(security)).ShouldEndWith(CopyFault.Tls, "its issuer is unknown", "subject CN=127.0.0.1", "issuer CN=An issuer");

        Assert.That(issuer.Pending(), Is.False);
        await serving;
    }

    [TestCase(TransportSecurity.Tls)]
    [TestCase(TransportSecurity.StartTls)]
    public async Task CopyAsync_WhenTheServerIsSilentInTheHandshake_ShouldEndWithConnect(TransportSecurity security)
    {
        var serving = ServeAsync(async stream =>
        {
            await GreetAsync(stream, security);
            while (await stream.ReadAsync(new byte[1000]) > 0)
            {
                // It listens, and never answers.
            }
        });

        (await CopyAsync(security)).ShouldEndWith(CopyFault.Connect, "did not answer in time");

        await serving.WaitAsync(Long);
    }

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    private static async Task GreetAsync(Stream stream, TransportSecurity security)
    {
        if (security == TransportSecurity.StartTls)
        {
            await stream.WriteAsync("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"u8.ToArray());
            var command = await new StreamReader(stream).ReadLineAsync();
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{command!.Split(' ')[0]} OK begin\r\n"));
        }
    }

    private static X509Certificate2 CreateCertificate(string issuerAddress)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuer = new CertificateRequest("CN=An issuer", issuerKey, HashAlgorithmName.SHA256);
        issuer.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var (begin, end) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var authority = issuer.CreateSelfSigned(begin, end);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerAddress]));
        using var signed = request.Create(authority, begin, end.AddDays(-1), [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }

    private async Task ServeAsync(Func<Stream, Task> talk)
    {
        using var client = await _server.AcceptTcpClientAsync();
        try
        {
            await talk(client.GetStream());
        }
        catch (IOException)
        {
            // The client has had enough.
        }
    }

    private async Task<CopyOutcome> CopyAsync(TransportSecurity security)
    {
        await using var pair = new ScriptedPair();
        var copy = pair.ToCopy() with
        {
            Source = new MailAccount(new MailServer("127.0.0.1", Port, security), new MailLogin("anna", new Secret("password"))),
        };
        return await Engine.Create(Engine.With(giveUpAfterSeconds: 1, idleTimeoutSeconds: 1)).CopyAsync(copy, pair.Progress, CancellationToken.None);
    }
}
