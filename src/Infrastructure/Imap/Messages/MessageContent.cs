namespace Hosting.Migrations.Infrastructure.Imap.Messages;

/// <summary>The bytes of one message: in memory, or in a temporary file once they are many.</summary>
/// <param name="expected">How many bytes are announced.</param>
/// <param name="spillAbove">With how many they go to a file.</param>
internal sealed class MessageContent(int expected, int spillAbove) : IDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly BlockBuffer _buffer = new();
    private FileStream? _file = expected > spillAbove ? SpillFile.Open() : null;

    public long Length => _file?.Length ?? _buffer.Length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_file is null && _buffer.Length + bytes.Length > spillAbove)
        {
            _file = SpillFile.Open();
            foreach (var part in _buffer.Parts())
            {
                WriteToFile(part.Span);
            }

            _buffer.Dispose();
        }

        if (_file is null)
        {
            _buffer.Write(bytes);
        }
        else
        {
            WriteToFile(bytes);
        }
    }

    /// <summary>Writes everything to a stream; may be repeated.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            _file.Position = 0;
            await _file.CopyToAsync(target, ChunkSize, cancellationToken);
            return;
        }

        foreach (var part in _buffer.Parts())
        {
            await target.WriteAsync(part, cancellationToken);
        }
    }

    /// <summary>The header with the empty line behind it; everything if there is none.</summary>
    public byte[] ReadHeader(int max)
    {
        var head = new byte[Math.Min(Length, max)];
        if (_file is not null)
        {
            _file.Position = 0;
            _file.ReadExactly(head);
        }
        else
        {
            var read = 0;
            foreach (var part in _buffer.Parts().TakeWhile(_ => read < head.Length))
            {
                var wanted = part.Span[..Math.Min(part.Length, head.Length - read)];
                wanted.CopyTo(head.AsSpan(read));
                read += wanted.Length;
            }
        }

        var end = head.AsSpan().IndexOf("\r\n\r\n"u8);
        return end < 0 ? head : head[..(end + 4)];
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _file?.Dispose();
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file!.Write(bytes);
        }
        catch (IOException fault)
        {
            throw SpillFile.Full(fault);
        }
    }
}
