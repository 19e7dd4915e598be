using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>Reads what a client sends, and asks for its literals.</summary>
/// <param name="stream">The connection.</param>
/// <param name="refuse">Refuses a line before the literal behind it has been read.</param>
internal sealed partial class ScriptedCommandReader(Stream stream, Func<string, string?> refuse)
{
    private readonly byte[] _one = new byte[1];
    private readonly BufferedStream _buffered = new(stream, 64 * 1024);

    /// <summary>The next command's text, with <c>{n}</c> where its literals were, and the literals; null at the end.</summary>
    public async Task<(string Text, IReadOnlyList<ImapLiteral> Literals)?> ReadAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var literals = new List<ImapLiteral>();
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            text.Append(line);
            if (LiteralAtEnd().Match(line) is not { Success: true } literal)
            {
                return (text.ToString(), literals);
            }

            if (refuse(line) is { } refusal)
            {
                // What the client sends as the literal all the same is read as commands.
                await stream.WriteAsync(Encoding.Latin1.GetBytes($"{text.ToString().Split(' ')[0]} {refusal}\r\n"), cancellationToken);
                text.Clear();
                literals.Clear();
                continue;
            }

            if (literal.Groups[2].Length == 0)
            {
                await stream.WriteAsync("+ go on\r\n"u8.ToArray(), cancellationToken);
            }

            var bytes = new byte[int.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture)];
            await _buffered.ReadExactlyAsync(bytes, cancellationToken);
            literals.Add(new ImapLiteral(string.Empty, bytes.Length, Encoding.Latin1.GetString(bytes)));
        }

        return null;
    }

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await _buffered.ReadAsync(_one, cancellationToken) == 1)
        {
            if (_one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)_one[0]);
        }

        return null;
    }

    [GeneratedRegex(@"\{([0-9]+)(\+?)\}$")]
    private static partial Regex LiteralAtEnd();
}
