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

    /// <summary>The bytes, part by part; may be repeated. Each part is to be used before the next is asked for.</summary>
    /// <exception cref="Faults.MailFaultException">The temporary file could not be read.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Parts() => _file is null ? _buffer.Parts() : FileParts();

    /// <summary>Hands out the bytes from the first on; may be repeated.</summary>
    /// <param name="take">Takes some, and says whether it wants more.</param>
    /// <exception cref="Faults.MailFaultException">The temporary file could not be read.</exception>
    public void Read(Func<ReadOnlySpan<byte>, bool> take) => _ = Parts().All(part => take(part.Span));

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

    private IEnumerable<ReadOnlyMemory<byte>> FileParts()
    {
        var (chunk, read) = (new byte[ChunkSize], 0);
        OnDisk(file => file.Position = 0);
        do
        {
            OnDisk(file => read = file.Read(chunk));
            yield return chunk.AsMemory(0, read);
        }
        while (read > 0);
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
