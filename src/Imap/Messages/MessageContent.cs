namespace Hosting.Migrations.Imap.Messages;

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

    /// <summary>Nothing more comes.</summary>
    /// <exception cref="Faults.MailFaultException">The temporary file could not take it.</exception>
    public void Complete() => OnDisk(file => file.Flush());

    /// <summary>Writes everything to a stream; may be repeated.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            // A fault of the disk must not look like one of the target.
            var chunk = new byte[ChunkSize];
            var read = 0;
            OnDisk(file => file.Position = 0);
            do
            {
                OnDisk(file => read = file.Read(chunk));
                await target.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            }
            while (read > 0);
            return;
        }

        foreach (var part in _buffer.Parts())
        {
            await target.WriteAsync(part, cancellationToken);
        }
    }

    /// <summary>Hands out the bytes from the first on; may be repeated.</summary>
    /// <param name="take">Takes some, and says whether it wants more.</param>
    /// <exception cref="Faults.MailFaultException">The temporary file could not be read.</exception>
    public void Read(Func<ReadOnlySpan<byte>, bool> take)
    {
        if (_file is null)
        {
            _ = _buffer.Parts().All(part => take(part.Span));
            return;
        }

        var chunk = new byte[ChunkSize];
        var read = 0;
        OnDisk(file => file.Position = 0);
        do
        {
            OnDisk(file => read = file.Read(chunk));
        }
        while (read > 0 && take(chunk.AsSpan(0, read)));
    }

    public void Dispose()
    {
        _buffer.Dispose();
        try
        {
            _file?.Dispose();
        }
        catch (Exception fault) when (SpillFile.IsOfDisk(fault))
        {
            // What it had still to write has no room either, and nobody wants it any more. That the disk is full has been said.
        }
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file!.Write(bytes);
        }
        catch (Exception fault) when (SpillFile.IsOfDisk(fault))
        {
            throw SpillFile.Full(fault);
        }
    }

    private void OnDisk(Action<FileStream> use)
    {
        try
        {
            if (_file is not null)
            {
                use(_file);
            }
        }
        catch (Exception fault) when (SpillFile.IsOfDisk(fault))
        {
            throw SpillFile.Full(fault);
        }
    }
}
