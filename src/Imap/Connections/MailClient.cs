using System.Net.Security;
using System.Security.Authentication;
using Hosting.Migrations.Imap.Wire;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>An IMAP connection that receives messages into <see cref="BodyStream"/>, and remembers what the server said last.</summary>
internal sealed class MailClient : ImapClient
{
    private readonly CertificateCheck _check;
    private readonly int _spillAbove;
    private bool _hasEncrypted;

    /// <param name="check">Verifies the server's certificate.</param>
    /// <param name="spillAbove">How long a message may be in memory, in bytes.</param>
    public MailClient(CertificateCheck check, int spillAbove)
        : this(new ServerWords(), check, spillAbove)
    {
    }

    private MailClient(ServerWords words, CertificateCheck check, int spillAbove)
        : base(words)
    {
        (Words, _check, _spillAbove) = (words, check, spillAbove);
        SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        ServerCertificateValidationCallback = check.Verify;
    }

    public ServerWords Words { get; }

    /// <summary>What the server has announced and the mail library has no name for.</summary>
    public Announcements Announced { get; private set; } = Announcements.None;

    /// <summary>What stands between the library and the connection. To be set before it is connected.</summary>
    public WireStream Wire { get; set; } = null!;

    /// <summary>What was wrong with the server's certificate; null if nothing was.</summary>
    public string? CertificateComplaint => _check.Complaint;

    /// <summary>Whether nobody on the way can read along.</summary>
    public bool IsWithinTls => _hasEncrypted || IsSecure;

    /// <summary>
    /// Agrees on TLS before the first word of IMAP (RFC 8314, section 3). MailKit could do this too, but then each of its small reads and
    /// writes would be a record of TLS.
    /// </summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The servers did not agree, or the certificate is not valid.</exception>
    public async Task<Stream> EncryptAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        var tls = new SslStream(connection);
        try
        {
            await tls.AuthenticateAsClientAsync(GetSslClientAuthenticationOptions(host, _check.Verify), cancellationToken);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        _hasEncrypted = true;
        return tls;
    }

    /// <summary>Notes that the login is over, and with it what the server announces.</summary>
    public void EndLogin() => Announced = Words.EndLogin();

    /// <summary>Has the library wait before each literal: whether a server really has to be waited for is decided below it.</summary>
    public void AskBeforeLiterals()
    {
        const ImapCapabilities Unasked = ImapCapabilities.LiteralPlus | ImapCapabilities.LiteralMinus;
        if ((Capabilities & Unasked) != 0)
        {
            Capabilities &= ~Unasked;
        }
    }

    /// <summary>Makes a folder by its full name, with one command. The server makes the levels above by itself (RFC 3501, section 6.3.3).</summary>
    public Task<IMailFolder?> CreateAsync(string path, CancellationToken cancellationToken) =>
        ((SessionFolder)Inbox!).CreatePathAsync(path, cancellationToken);

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new SessionFolder(args, _spillAbove);

    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        var terms = base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);
        terms.CertificateChainPolicy = _check.CreatePolicy();
        return terms;
    }
}
