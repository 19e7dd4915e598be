using System.Net.Sockets;
using System.Text;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>One connection to a scripted server.</summary>
internal sealed class ScriptedSession(ScriptedImapServer server, Socket socket, CancellationToken cancellationToken)
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private ScriptedCommandReader? _reader;

    public ScriptedFolder? Folder { get; set; }

    public bool IsClosed { get; private set; }

    public async Task RunAsync(string greeting, bool isRefused)
    {
        _reader = new ScriptedCommandReader(_stream, server.RefuseBeforeLiteral);
        try
        {
            await SendAsync(Encoding.Latin1.GetBytes($"{greeting}\r\n"));
            while (!isRefused && !IsClosed && await _reader.ReadAsync(cancellationToken) is var (text, literals))
            {
                await server.AnswerAsync(server.Record(this, text, literals));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, the script closed the connection, or the server ends.
        }
        finally
        {
            Close();
        }
    }

    public async Task<string> ReadLineAsync() =>
        await _reader!.ReadLineAsync(cancellationToken) ?? throw new IOException("The client closed the connection.");

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, cancellationToken);

    public Task StallAsync() => Task.Delay(Timeout.Infinite, cancellationToken);

    public Task AnswerByDefaultAsync(ScriptedCommand command) => server.AnswerByDefaultAsync(command);

    public void Close()
    {
        IsClosed = true;
        _stream.Dispose();
    }

    public void Reset()
    {
        IsClosed = true;
        socket.Close(timeout: 0);
    }
}
