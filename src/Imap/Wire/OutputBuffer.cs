namespace Hosting.Migrations.Imap.Wire;

/// <summary>Gathers what is to be sent, so that few large pieces leave: a record of TLS, a packet and a system call each.</summary>
/// <param name="connection">Where they go.</param>
internal sealed class OutputBuffer(Stream connection)
{
    private const int Size = 32 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size);
    private int _length;

    /// <summary>Takes bytes to send, and sends what has been gathered once it is enough.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > Size - _length)
        {
            return SendAsync(bytes, cancellationToken);
        }

        bytes.Span.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends what has been gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_length > 0)
        {
            await connection.WriteAsync(_bytes.AsMemory(0, _length), cancellationToken);
            _length = 0;
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var taken = Math.Min(bytes.Length, Size - _length);
            bytes[..taken].CopyTo(_bytes.AsMemory(_length));
            (_length, bytes) = (_length + taken, bytes[taken..]);
            if (_length == Size)
            {
                await FlushAsync(cancellationToken);
            }
        }
    }
}
