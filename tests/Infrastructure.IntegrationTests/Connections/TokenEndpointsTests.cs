using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Connections;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Connections;

/// <summary>How tokens are asked for, and what becomes of answers that are none.</summary>
public sealed class TokenEndpointsTests
{
    private const string Mailbox = "anna@old.example";
    private const string Secret = "s3cret-of-the-app";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private TokenServer _server = null!;

    [SetUp]
    public void Start() => _server = new TokenServer();

    [TearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task AskAsync_WhenAnAppHasASecret_ShouldSendItToItsTenant()
    {
        var issued = await AskAsync(App(), Secret);

        Assert.That((issued.Token.Reveal()[..7], issued.Life), Is.EqualTo(("token-1", TimeSpan.FromMinutes(10))));
        Assert.That(Asked(), Is.EqualTo("grant_type=client_credentials client_id=app scope=https://outlook.office365.com/.default client_secret=s3cret-of-the-app"));
    }

    [Test]
    public async Task AskAsync_WhenAnAppHasACertificate_ShouldSignForItsTenant()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        await AskAsync(App(), $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");

        var form = _server.Asked.Single();
        Assert.That(form.Keys, Is.EqualTo(new[] { "grant_type", "client_id", "scope", "client_assertion_type", "client_assertion" }));
        var (header, claims) = Read(form["client_assertion"], key, RSASignaturePadding.Pss);
        Assert.That(header["x5t#S256"]!.ToString(), Is.EqualTo(Base64UrlEncoder.Encode(SHA256.HashData(certificate.RawData))));
        Assert.That((claims["iss"]!.ToString(), claims["sub"]!.ToString(), claims["aud"]!.ToString()), Is.EqualTo(("app", "app", $"{_server.Url}old.example/token")));
    }

    [Test]
    public async Task AskAsync_WhenAServiceAccountAsks_ShouldStandInForTheMailbox()
    {
        using var key = RSA.Create(2048);

        await AskAsync(Google(), KeyFile(key));

        var form = _server.Asked.Single();
        Assert.That(form["grant_type"], Is.EqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer"));
        var (header, claims) = Read(form["assertion"], key, RSASignaturePadding.Pkcs1);
        Assert.That((header["alg"]!.ToString(), header["kid"]!.ToString()), Is.EqualTo(("RS256", "k1")));
        Assert.That(
            (claims["iss"]!.ToString(), claims["sub"]!.ToString(), claims["scope"]!.ToString(), claims["aud"]!.ToString()),
            Is.EqualTo(("mover@project.example", Mailbox, "https://mail.google.com/", $"{_server.Url}google")));
        Assert.That((long)claims["exp"]! - (long)claims["iat"]!, Is.LessThanOrEqualTo(3600));
    }

    [Test]
    public async Task AskAsync_WhenAUserHasConsented_ShouldSendTheRefreshTokenAndTakeTheNext()
    {
        _server.NextRefreshToken = () => "refresh-2";

        var issued = await AskAsync(User(), secret: null, refreshToken: "refresh-1");

        Assert.That(Asked(), Is.EqualTo("grant_type=refresh_token refresh_token=refresh-1 client_id=client scope=imap"));
        Assert.That(issued.RefreshToken!.Reveal(), Is.EqualTo("refresh-2"));
    }

    [TestCase("""{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}""", CopyFault.TokenRefused, "127.0.0.1 refuses one: invalid_client (AADSTS7000215); the client secret is wrong: its value is needed, not its id")]
    [TestCase("""{"error":"invalid_request","error_description":"AADSTS90002: Tenant not found."}""", CopyFault.TokenRefused, "127.0.0.1 refuses one: invalid_request (AADSTS90002); there is no such tenant")]
    [TestCase("""{"error":"unauthorized_client","error_description":"AADSTS700016: Application not found."}""", CopyFault.ConsentMissing, "127.0.0.1 refuses one: unauthorized_client (AADSTS700016); the app is not known in this tenant: is the tenant right, and has an administrator added the app?")]
    [TestCase("""{"error":"invalid_grant","error_description":"AADSTS65001: consent"}""", CopyFault.ConsentMissing, "127.0.0.1 refuses one: invalid_grant (AADSTS65001); no administrator has consented to the app")]
    [TestCase("""{"error":"temporarily_broken","error_description":"s3cret-of-the-app is what you sent"}""", CopyFault.TokenRefused, "127.0.0.1 refuses one: temporarily_broken")]
    [TestCase("""{"error":"s3cret-of-the-app"}""", CopyFault.TokenRefused, "127.0.0.1 refuses one: an error without a code")]
    [TestCase("""{"error":"cret"}""", CopyFault.TokenRefused, "127.0.0.1 refuses one: an error without a code")]
    [TestCase("""{"error":"\u001b[2J"}""", CopyFault.TokenRefused, "127.0.0.1 refuses one: an error without a code")]
    [TestCase("""{"error":7,"error_description":{}}""", CopyFault.TokenRefused, "127.0.0.1 answers 400 and no token")]
    public void AskAsync_WhenATokenIsRefused_ShouldSayWhyByCodesAlone(string body, CopyFault fault, string reason)
    {
        _server.Answer = (context, _) => TokenServer.SendAsync(context, 400, body);

        ShouldRefuse(() => AskAsync(App(), Secret), fault, reason);
    }

    [Test]
    public void AskAsync_WhenADomainHasNotDelegated_ShouldSayThatConsentIsMissing()
    {
        using var key = RSA.Create(2048);
        _server.Answer = (context, _) => TokenServer.SendAsync(context, 401, """{"error":"unauthorized_client","error_description":"Client is unauthorized"}""");
        ShouldRefuse(() => AskAsync(Google(), KeyFile(key)), CopyFault.ConsentMissing, "127.0.0.1 refuses one: unauthorized_client");
        _server.Answer = (context, _) => TokenServer.SendAsync(context, 400, """{"error":"invalid_grant","error_description":"Invalid email or User ID"}""");
        ShouldRefuse(() => AskAsync(Google(), KeyFile(key)), CopyFault.MailboxPermissionMissing, "127.0.0.1 refuses one: invalid_grant");
    }

    [Test]
    public void AskAsync_WhenConsentIsRevoked_ShouldSaySo()
    {
        _server.Answer = (context, _) => TokenServer.SendAsync(context, 400, """{"error":"invalid_grant","error_description":"Token has been expired or revoked."}""");

        ShouldRefuse(() => AskAsync(User(), secret: null, refreshToken: "refresh-1"), CopyFault.ConsentMissing, "127.0.0.1 refuses one: invalid_grant");
    }

    [Test]
    public async Task AskAsync_WhenOurClockIsWrong_ShouldSignByTheirs()
    {
        using var key = RSA.Create(2048);
        _clock.Advance(TimeSpan.FromHours(5));
        _server.Answer = (context, form) =>
        {
            var (_, claims) = Read(form["assertion"], key, RSASignaturePadding.Pkcs1);
            var isNow = Math.Abs((long)claims["iat"]! - DateTimeOffset.UtcNow.ToUnixTimeSeconds()) < 300;
            return isNow ? TokenServer.SendAsync(context, 200, """{"access_token":"good","expires_in":"3599"}""")
                : TokenServer.SendAsync(context, 400, """{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token"}""");
        };

        var issued = await AskAsync(Google(), KeyFile(key));

        Assert.That((issued.Token.Reveal(), issued.Life, _server.Asked.Count), Is.EqualTo(("good", TimeSpan.FromSeconds(3599), 2)));
    }

    [Test]
    public void AskAsync_WhenTheEndpointRedirects_ShouldNotFollow()
    {
        _server.Answer = (context, _) =>
        {
            context.Response.Redirect($"{_server.Url}elsewhere");
            return Task.CompletedTask;
        };

        ShouldRefuse(() => AskAsync(App(), Secret), CopyFault.TokenRefused, "127.0.0.1 redirects (302), which is not followed: name the endpoint itself");
        Assert.That(_server.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public void AskAsync_WhenTheAnswerHas10Megabytes_ShouldReadLittleOfIt()
    {
        _server.Answer = (context, _) => TokenServer.SendAsync(context, 200, $$"""{"access_token":"{{new string('a', 10_000_000)}}"}""");

        ShouldRefuse(() => AskAsync(App(), Secret), CopyFault.TokenRefused, "127.0.0.1 answers more than 64 KiB");
    }

    [TestCase("<html>", "127.0.0.1 answers 200 and no JSON object")]
    [TestCase("[]", "127.0.0.1 answers 200 and no JSON object")]
    [TestCase("{}", "127.0.0.1 answers 200 and no token")]
    [TestCase("""{"access_token":""}""", "127.0.0.1 answers 200 and no token")]
    [TestCase("""{"access_token":"a\r\nb"}""", "127.0.0.1 answers 200 and no token")]
    [TestCase("""{"access_token":"\ud800"}""", "127.0.0.1 answers 200 and no token")]
    [TestCase("""{"access_token":"a","token_type":"mac"}""", "127.0.0.1 answers a token of another type than Bearer")]
    public void AskAsync_WhenTheAnswerIsNoToken_ShouldSaySo(string body, string reason)
    {
        _server.Answer = (context, _) => TokenServer.SendAsync(context, 200, body);

        ShouldRefuse(() => AskAsync(App(), Secret), CopyFault.TokenRefused, reason);
    }

    [TestCase(429, CopyFault.Throttled, "127.0.0.1 asks to slow down (429)")]
    [TestCase(503, CopyFault.Connect, "127.0.0.1 can't answer now (503)")]
    public void AskAsync_WhenItMayPass_ShouldSaySo(int status, CopyFault fault, string reason)
    {
        _server.Answer = (context, _) => TokenServer.SendAsync(context, status, "{}");

        ShouldRefuse(() => AskAsync(App(), Secret), fault, reason, mayPass: true);
    }

    [Test]
    public void AskAsync_WhenTheEndpointIsSlow_ShouldGiveUp()
    {
        _server.Answer = async (context, _) =>
        {
            // The headers arrive in time.
            await context.Response.OutputStream.WriteAsync("{"u8.ToArray());
            await context.Response.OutputStream.FlushAsync();
            await _server.HangAsync();
        };

        ShouldRefuse(() => AskAsync(App(), Secret), CopyFault.Connect, "127.0.0.1 did not answer within 1 seconds", mayPass: true);
    }

    [Test]
    public void AskAsync_WhenTheEndpointIsDown_ShouldSaySo()
    {
        _server.Dispose();

        ShouldRefuse(() => AskAsync(App(), Secret), CopyFault.Connect, "127.0.0.1 does not answer, or broke off", mayPass: true);
    }

    [Test]
    public void AskAsync_WhenTheAddressIsNotAllowed_ShouldNotConnect()
    {
        ShouldRefuse(
            () => AskAsync(App(), Secret, allowed: "10.0.0.0/8"), CopyFault.AddressRefused, "the token endpoint is not reached from here: 127.0.0.1 is this machine's own");
        Assert.That(_server.Asked, Is.Empty);
    }

    private async Task<IssuedToken> AskAsync(Connection connection, string? secret, string? refreshToken = null, string allowed = "127.0.0.0/8")
    {
        var options = Options.Create(new ConnectionOptions
        {
            MicrosoftTokenEndpoint = $"{_server.Url}{{tenant}}/token",
            GoogleTokenEndpoint = $"{_server.Url}google",
            AllowHttp = true,
            Timeout = TimeSpan.FromSeconds(1),
        });
        using var http = new TokenHttp(new AddressPolicy(Options.Create(new SourceAddressOptions { Allowed = [allowed] })), options, _clock);
        var demand = new TokenDemand(connection, Mailbox, secret is null ? null : new Secret(secret), refreshToken is null ? null : new Secret(refreshToken));
        return await new TokenEndpoints(http, options, _clock).AskAsync(demand, CancellationToken.None);
    }

    private static void ShouldRefuse(Func<Task> ask, CopyFault fault, string reason, bool mayPass = false)
    {
        var refusal = Assert.ThrowsAsync<AccessTokenException>(ask)!;
        Assert.That((refusal.Fault, refusal.Message, refusal.MayPass), Is.EqualTo((fault, reason, mayPass)));
    }

    private string Asked() => string.Join(' ', _server.Asked.Single().Select(field => $"{field.Key}={field.Value}"));

    private static (JsonNode Header, JsonNode Claims) Read(string token, RSA key, RSASignaturePadding padding)
    {
        var parts = token.Split('.');
        Assert.That(
            key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]), HashAlgorithmName.SHA256, padding),
            Is.True,
            "It has to be signed.");
        return (JsonNode.Parse(Base64UrlEncoder.Decode(parts[0]))!, JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!);
    }

    // Whatever a key file says of endpoints, nobody asks there.
    private static string KeyFile(RSA key) => JsonSerializer.Serialize(new
    {
        type = "service_account",
        client_email = "mover@project.example",
        private_key_id = "k1",
        private_key = key.ExportPkcs8PrivateKeyPem(),
        token_uri = "http://127.0.0.1:1/",
    });

    private static Connection App() => Make(ConnectionKind.Microsoft365App, new ConnectionSettings("outlook.office365.com") { Tenant = "old.example", ClientId = "app" });

    private static Connection Google() => Make(ConnectionKind.GoogleServiceAccount, new ConnectionSettings("imap.gmail.com") { ClientId = "mover@project.example" });

    private Connection User() => Make(
        ConnectionKind.Oauth2User, new ConnectionSettings("imap.old.example") { TokenEndpoint = _server.Endpoint.ToString(), ClientId = "client", Scope = "imap" });

    private static Connection Make(ConnectionKind kind, ConnectionSettings settings) => Connection.Create(1, "a", kind, settings, "sealed", DateTimeOffset.UnixEpoch);
}
