using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Hosting.Migrations.MailServers.Imap;

/// <summary>
/// A small IMAP client that shows what is on the wire. It shares nothing with the engine, so that it can't share its faults.
/// </summary>
public sealed class ImapConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly TcpClient _client;
    private readonly ImapReader _reader;
    private int _lastTag;

    private ImapConnection(TcpClient client) => (_client, _reader) = (client, new ImapReader(client.GetStream()));

    /// <summary>The first line that the server sent.</summary>
    public string Greeting { get; private set; } = string.Empty;

    public static async Task<ImapConnection> ConnectAsync(string host, int port, CancellationToken cancellationToken = default)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            var connection = new ImapConnection(client);
            connection.Greeting = (await connection._reader.ReadResponseAsync(cancellationToken)).Text;
            return connection;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Logs in. A server that still counts connections that somebody else has just closed is asked again until it has forgotten them.</summary>
    public static async Task<ImapConnection> LogInAsync(ImapAccount account, CancellationToken cancellationToken = default)
    {
        for (var asked = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await LogInOnceAsync(account, cancellationToken);
            }
            catch (ImapRefusedException refusal) when (refusal.IsAboutConnections && asked.Elapsed < Patience)
            {
                await Task.Delay(PollInterval, cancellationToken);
            }
        }
    }

    private static async Task<ImapConnection> LogInOnceAsync(ImapAccount account, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(account.Host, account.Port, cancellationToken);
        try
        {
            await connection.CommandAsync($"LOGIN {ImapText.Quote(account.User)} {ImapText.Quote(account.Password)}", cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a command; returns its untagged responses, and the tagged one last.</summary>
    public async Task<IReadOnlyList<ImapResponse>> CommandAsync(string command, CancellationToken cancellationToken = default)
    {
        var responses = new List<ImapResponse>();
        await foreach (var response in StreamAsync(command, cancellationToken))
        {
            responses.Add(response);
        }

        return responses;
    }

    /// <summary>Sends a command and hands its responses on as they come, so that none has to be kept.</summary>
    public async IAsyncEnumerable<ImapResponse> StreamAsync(string command, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tag = await SendAsync(command, cancellationToken);
        while (true)
        {
            var response = await _reader.ReadResponseAsync(cancellationToken);
            ThrowIfRefused(command, tag, response);
            yield return response;
            if (response.Text.StartsWith($"{tag} ", StringComparison.Ordinal))
            {
                yield break;
            }
        }
    }

    /// <summary>Stores a message, byte for byte; returns the server's answer.</summary>
    public async Task<string> AppendAsync(string wireName, ReadOnlyMemory<byte> message, IEnumerable<string> flags, DateTimeOffset date, CancellationToken cancellationToken = default)
    {
        var command = $"APPEND {ImapText.Quote(wireName)} ({string.Join(' ', flags)}) \"{ImapText.Date(date)}\" {{{message.Length}}}";
        var tag = await SendAsync(command, cancellationToken);
        var sent = false;
        while (true)
        {
            var response = await _reader.ReadResponseAsync(cancellationToken);
            ThrowIfRefused(command, tag, response);
            if (response.Text.StartsWith($"{tag} ", StringComparison.Ordinal))
            {
                return response.Text;
            }

            if (!sent && response.Text.StartsWith('+'))
            {
                sent = true;
                await _client.GetStream().WriteAsync(message, cancellationToken);
                await _client.GetStream().WriteAsync("\r\n"u8.ToArray(), cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void ThrowIfRefused(string command, string tag, ImapResponse response)
    {
        if (response.Text.StartsWith($"{tag} NO", StringComparison.Ordinal)
            || response.Text.StartsWith($"{tag} BAD", StringComparison.Ordinal)
            || (response.Text.StartsWith("* BYE", StringComparison.Ordinal) && command is not "LOGOUT"))
        {
            throw new ImapRefusedException(command, response.Text);
        }
    }

    private async Task<string> SendAsync(string command, CancellationToken cancellationToken)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"v{++_lastTag}");
        await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"{tag} {command}\r\n"), cancellationToken);
        return tag;
    }
}
