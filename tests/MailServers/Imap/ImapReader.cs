using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.MailServers.Imap;

/// <summary>Reads responses, of whatever size, through one buffer.</summary>
internal sealed partial class ImapReader(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public async Task<ImapResponse> ReadResponseAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        if (!EndsInLiteral(line, out var size))
        {
            return new ImapResponse(line, []);
        }

        var text = new StringBuilder();
        var literals = new List<ImapLiteral>();
        do
        {
            text.Append(line);
            literals.Add(await ReadLiteralAsync(size, cancellationToken));
            line = await ReadLineAsync(cancellationToken);
        }
        while (EndsInLiteral(line, out size));
        return new ImapResponse(text.Append(line).ToString(), literals);
    }

    private static bool EndsInLiteral(string line, out long size)
    {
        size = 0;
        return line.EndsWith('}') && LiteralAtEnd().Match(line) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, out size);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, searched + end);
                _start += searched + end + 2;
                return line;
            }

            // The buffer may end between CR and LF.
            searched = Math.Max(0, _end - _start - 1);
            await FillAsync(cancellationToken);
        }
    }

    private async Task<ImapLiteral> ReadLiteralAsync(long size, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new StringBuilder();
        for (var left = size; left > 0;)
        {
            if (_start == _end)
            {
                await FillAsync(cancellationToken);
            }

            var chunk = _buffer.AsMemory(_start, (int)Math.Min(left, _end - _start));
            hash.AppendData(chunk.Span);
            if (head.Length < ImapLiteral.HeadSize)
            {
                head.Append(Encoding.Latin1.GetString(chunk.Span[..Math.Min(chunk.Length, ImapLiteral.HeadSize - head.Length)]));
            }

            _start += chunk.Length;
            left -= chunk.Length;
        }

        return new ImapLiteral(Convert.ToHexStringLower(hash.GetHashAndReset()), size, head.ToString());
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read > 0 ? read : throw new EndOfStreamException("The server closed the connection.");
    }

    [GeneratedRegex(@"\{([0-9]+)\}$")]
    private static partial Regex LiteralAtEnd();
}
