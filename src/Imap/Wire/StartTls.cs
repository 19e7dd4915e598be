using System.Security.Authentication;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Agrees with a server on TLS after its greeting (RFC 3501, section 6.2.1). Nothing that was said before it is believed afterwards.</summary>
/// <param name="connection">In the clear.</param>
internal sealed class StartTls(Stream connection)
{
    private const int MaxLines = 100;

    private readonly byte[] _arrived = new byte[WireLimits.Greeting];
    private int _from;
    private int _to;

    /// <summary>Reads the greeting and asks for TLS.</summary>
    /// <param name="isRequired">Whether it is a fault if the server does not offer it.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The greeting, if the conversation goes on in the clear; null if TLS begins now.</returns>
    /// <exception cref="AuthenticationException">The server does not offer TLS, or refuses it.</exception>
    /// <exception cref="WireException">The server breaks the rules.</exception>
    public async Task<byte[]?> AskAsync(bool isRequired, CancellationToken cancellationToken)
    {
        var greeting = await ReadLineAsync(cancellationToken);
        Greeting.Check(greeting);
        if (Encoding.Latin1.GetString(greeting).StartsWith("* BYE", StringComparison.OrdinalIgnoreCase))
        {
            return greeting;
        }

        if (!(FindCapabilities(greeting) ?? await AskCapabilitiesAsync(cancellationToken)).Contains("STARTTLS", StringComparer.OrdinalIgnoreCase))
        {
            return isRequired ? throw new AuthenticationException("the server does not offer STARTTLS") : Complete(greeting);
        }

        var (answer, _) = await RunAsync("T2", "STARTTLS", cancellationToken);
        if (!answer.StartsWith("OK", StringComparison.OrdinalIgnoreCase))
        {
            throw new AuthenticationException(string.Empty, new WireException("the server refused STARTTLS", answer));
        }

        return _from == _to ? null : throw new WireException("went on in the clear after it had agreed on TLS: somebody on the way may have added that");
    }

    // The library asks for the capabilities where the greeting does not tell them.
    private byte[] Complete(byte[] greeting) => _from == _to ? greeting : throw new WireException("sent something that no command explains");

    private async Task<string[]> AskCapabilitiesAsync(CancellationToken cancellationToken)
    {
        var (_, lines) = await RunAsync("T1", "CAPABILITY", cancellationToken);
        return lines.Select(FindCapabilities).OfType<string[]>().LastOrDefault() ?? [];
    }

    private async Task<(string Answer, List<byte[]> Lines)> RunAsync(string tag, string command, CancellationToken cancellationToken)
    {
        await connection.WriteAsync(Encoding.ASCII.GetBytes($"{tag} {command}\r\n"), cancellationToken);
        var lines = new List<byte[]>();
        while (lines.Count < MaxLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            var text = Encoding.Latin1.GetString(line).TrimEnd();
            if (text.StartsWith($"{tag} ", StringComparison.Ordinal))
            {
                return (text[(tag.Length + 1)..], lines);
            }

            if (!text.StartsWith("* ", StringComparison.Ordinal))
            {
                break;
            }

            lines.Add(line);
        }

        throw new WireException("sent something that no command explains");
    }

    private static string[]? FindCapabilities(byte[] line)
    {
        const string Name = "CAPABILITY ";
        var text = Encoding.Latin1.GetString(line);
        var begin = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return begin < 0 ? null : text[(begin + Name.Length)..].Split(']', 2)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private async Task<byte[]> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _arrived.AsSpan(_from, _to - _from).IndexOf((byte)'\n') + 1;
            if (end > 0)
            {
                var line = _arrived[_from..(_from + end)];
                _from += end;
                return line;
            }

            if (_to - _from == _arrived.Length)
            {
                throw new WireException($"sent a line of more than {WireLimits.Greeting / 1024} KiB before TLS");
            }

            _arrived.AsSpan(_from, _to - _from).CopyTo(_arrived);
            (_from, _to) = (0, _to - _from);
            var read = await connection.ReadAsync(_arrived.AsMemory(_to), cancellationToken);
            _to += read > 0 ? read : throw new IOException("the connection was closed");
        }
    }
}
