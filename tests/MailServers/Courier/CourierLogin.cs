using System.Net.Sockets;
using System.Text;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Courier;

/// <summary>What is said before a client has logged in, in the words of Courier's <c>imaplogin</c>.</summary>
internal sealed class CourierLogin(NetworkStream stream, Func<string, string, bool> mayLogIn)
{
    private const int LongestLine = 8192;

    /// <summary>Talks until somebody has logged in.</summary>
    /// <returns>Who, and the tag that is to be answered; null if the client has left.</returns>
    public async Task<(string User, string Tag)?> RunAsync(CancellationToken cancellationToken)
    {
        await SendAsync($"* OK [CAPABILITY {CourierPrograms.Capabilities}] Courier-IMAP ready.", cancellationToken);
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            var words = new ImapParser(line, []).ParseAll();
            var (tag, command) = (words[0].Text, words.Count > 1 ? words[1].Text.ToUpperInvariant() : string.Empty);
            switch (command)
            {
                case "LOGIN" when words.Count is 4 && mayLogIn(words[2].Text, words[3].Text):
                    return (words[2].Text, tag);
                case "LOGIN":
                    await SendAsync($"{tag} NO Login failed.", cancellationToken);
                    break;
                case "CAPABILITY":
                    await SendAsync($"* CAPABILITY {CourierPrograms.Capabilities}\r\n{tag} OK CAPABILITY completed", cancellationToken);
                    break;
                case "NOOP":
                    await SendAsync($"{tag} OK NOOP completed", cancellationToken);
                    break;
                case "LOGOUT":
                    await SendAsync($"* BYE Courier-IMAP server shutting down\r\n{tag} OK LOGOUT completed", cancellationToken);
                    return null;
                default:
                    await SendAsync($"{tag} NO Error in IMAP command received by server.", cancellationToken);
                    break;
            }
        }

        return null;
    }

    // Byte by byte: what follows the login is for another reader.
    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (line.Length < LongestLine && await stream.ReadAsync(next, cancellationToken) > 0)
        {
            if (next[0] is (byte)'\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next[0]);
        }

        return null;
    }

    private async Task SendAsync(string lines, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{lines}\r\n"), cancellationToken);
}
