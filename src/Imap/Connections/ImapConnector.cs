using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Opens connections to one mailbox.</summary>
/// <param name="side">Which server it is on.</param>
/// <param name="account">The mailbox.</param>
/// <param name="options">The operator's settings.</param>
/// <param name="resolve">Finds the server's addresses.</param>
/// <param name="forms">What the server has taken before messages; null = it gets none.</param>
/// <param name="guard">Says which of them may be connected to; null = all.</param>
/// <param name="screen">Hides passwords in what the server says; null = that of the account alone.</param>
/// <param name="lease">The right to send; null = for ever.</param>
/// <param name="isOverdue">Whether no message has got through for too long; null = never.</param>
internal sealed class ImapConnector(
    MailSide side,
    MailAccount account,
    MailboxCopyOptions options,
    Resolve resolve,
    LiteralForms? forms,
    AddressGuard? guard = null,
    PasswordScreen? screen = null,
    ILease? lease = null,
    Func<bool>? isOverdue = null) : ISessionConnector
{
    // IPPROTO_TCP and TCP_NOTSENT_LOWAT of Linux.
    private const int TcpLevel = 6;
    private const int TcpNotSentLowWater = 25;

    private static readonly byte[] MostUnsent = BitConverter.GetBytes(64 * 1024);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);

    // The server does not greet again, and is to be asked anew what it can do.
    private static readonly byte[] AfterStartTls = "* OK ready\r\n"u8.ToArray();

    private static readonly string Version = typeof(ImapConnector).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly FaultReader _faults = new(side, account.Server, screen ?? new PasswordScreen(account.Login));

    // Over all connections.
    private readonly Overtime _overtime = new(2 * options.IdleTimeout, isOverdue ?? (() => false));
    private readonly FolderBreaks _breaks = new();

    /// <summary>Resolves, connects, agrees on TLS and logs in.</summary>
    /// <exception cref="MailFaultException">One of these did not work.</exception>
    public async Task<IMailSession> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = await ConnectClientAsync(cancellationToken);
        return new MailConnection(new CommandChannel(client, _faults, options.IdleTimeout, _overtime, ConnectClientAsync), _breaks, options.SpillAbove);
    }

    private async Task<MailClient> ConnectClientAsync(CancellationToken cancellationToken)
    {
        var client = new MailClient(new CertificateCheck(account.Server.AcceptAnyCertificate, _faults.Screen));
        var begun = Stopwatch.GetTimestamp();
        try
        {
            // A server that sends a byte now and then is not silent, and would hold the connection for ever.
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(_overtime.Limit(2 * options.IdleTimeout, bytes: 0));
            await ConnectAsync(client, deadline.Token);
            return client;
        }
        catch (Exception fault)
        {
            var read = cancellationToken.IsCancellationRequested ? null : _faults.Read(fault, client.LastRefusal);
            client.Dispose();
            if (read is null || read == fault)
            {
                throw;
            }

            throw read;
        }
        finally
        {
            _overtime.Spend(begun, bytes: 0);
        }
    }

    private async Task ConnectAsync(MailClient client, CancellationToken cancellationToken)
    {
        // Before there is a connection, since whoever gives it may take a while. Servers repeat tokens as they do passwords.
        var token = account.Login.Tokens is { } tokens ? await tokens.GetAsync(cancellationToken) : null;
        if (token is not null)
        {
            _faults.Screen.Learn(account.Login with { Password = token });
        }

        // The name is not resolved again: it could mean something else then.
        var addresses = await ResolveAsync(cancellationToken);
        addresses = guard is null ? addresses : await guard.FilterAsync(account.Server, addresses, cancellationToken);
        await BeginAsync(client, await ConnectAsync(addresses, cancellationToken), token, cancellationToken);
    }

    private async Task BeginAsync(MailClient client, Socket socket, Secret? token, CancellationToken cancellationToken)
    {
        await GreetAsync(client, socket, cancellationToken);
        if (token is not null && !client.IsWithinTls && account.Server.Security != TransportSecurity.None && !IsOnThisMachine)
        {
            // A token may open every mailbox of an organisation, and the one who strips STARTTLS is the one who would read it.
            throw new MailFaultException(
                side == MailSide.Source ? CopyFault.Tls : CopyFault.DestinationTls, $"{account.Server} offers no TLS, and without it no token is sent", isTransient: false);
        }

        await Login.LogInAsync(client, account.Login, token, cancellationToken);
        await client.Wire.RunAllAsync([.. Introduction(client)], cancellationToken);
        if (options.Compress && client.Capabilities.Has("COMPRESS=DEFLATE"))
        {
            var compress = new WireCommand("COMPRESS").Atom("DEFLATE");
            await client.Wire.RunAllAsync([compress], cancellationToken);
            if (compress.Answer!.IsOk)
            {
                client.Wire.Compress();
            }
        }
    }

    private bool IsOnThisMachine => account.Server.Host == "localhost" || (IPAddress.TryParse(account.Server.Host, out var address) && IPAddress.IsLoopback(address));

    // All at once, since none depends on the other; that one of them is refused is no fault.
    private static IEnumerable<WireCommand> Introduction(MailClient client)
    {
        if (client.Capabilities.Has("UTF8=ONLY"))
        {
            client.Coding.IsUtf8 = true;
            yield return new WireCommand("ENABLE").Atom("UTF8=ACCEPT");
        }

        if (client.Capabilities.Has("ID"))
        {
            // Some providers open no folder for a program without a name. RFC 2971: the name and the version, and nothing else.
            yield return new WireCommand("ID").Open().String("name", mayBeAtom: false).String("hosting-migrations", mayBeAtom: false)
                .String("version", mayBeAtom: false).String(Version, mayBeAtom: false).Close();
        }

        yield return client.Capabilities.Has("NAMESPACE") ? new WireCommand("NAMESPACE") : FolderCommands.RootQuery();
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await resolve(account.Server.Host, cancellationToken);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            throw new MailFaultException(
                side == MailSide.Source ? CopyFault.Dns : CopyFault.DestinationDns,
                $"the name {account.Server.Host} does not resolve: {fault.Message}",
                isTransient: fault is SocketException { SocketErrorCode: SocketError.TryAgain },
                fault);
        }
    }

    private async Task<Socket> ConnectAsync(IPAddress[] addresses, CancellationToken cancellationToken)
    {
        // What has not left when a connection is given up, or the program killed, must not leave later: nobody would know of it.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(enable: true, seconds: 0) };
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(ConnectTimeout);
            await socket.ConnectAsync(addresses, account.Server.Port, patience.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task GreetAsync(MailClient client, Socket socket, CancellationToken cancellationToken)
    {
        var server = account.Server;
        if (lease is not null && OperatingSystem.IsLinux())
        {
            // Of a process that stands still the system goes on sending what it holds, perhaps after another one has taken over: so it holds little.
            socket.SetRawSocketOption(TcpLevel, TcpNotSentLowWater, MostUnsent);
        }

        Stream stream = new PatientStream(socket, options.IdleTimeout, lease);
        try
        {
            byte[]? greeting = [];
            if (server.Security is TransportSecurity.StartTls or TransportSecurity.StartTlsWhenOffered)
            {
                greeting = await new StartTls(stream).AskAsync(server.Security == TransportSecurity.StartTls, cancellationToken);
            }

            var encrypts = server.Security == TransportSecurity.Tls || greeting is null;
            stream = encrypts ? await client.EncryptAsync(stream, server.Host, cancellationToken) : stream;
            await client.GreetAsync(stream, forms, greeting ?? AfterStartTls, cancellationToken);
        }
        catch (Exception fault)
        {
            await stream.DisposeAsync();
            if (fault is not AuthenticationException)
            {
                throw;
            }

            throw new MailFaultException(
                side == MailSide.Source ? CopyFault.Tls : CopyFault.DestinationTls,
                client.CertificateComplaint is { } complaint
                    ? $"the certificate of {server} is not valid: {complaint}"
                    : fault.InnerException is WireException { Told: { } told } refusal ? $"no TLS with {server}: {refusal.Message}: {new ResponseClassifier(told, _faults.Screen).Words}"
                    : $"no TLS with {server}: {(fault.InnerException ?? fault).Message}",
                isTransient: false,
                fault);
        }
    }
}
