namespace Hosting.Migrations.Imap.Wire;

/// <summary>Bytes that have come in and are still to be read: 32 KiB of them at most, however much is sent.</summary>
/// <param name="connection">Where they come from.</param>
/// <param name="unsent">What is sent before anything is waited for.</param>
internal sealed class InputBuffer(Stream connection, OutputBuffer unsent)
{
    private const int Size = 32 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size);
    private int _from;
    private int _to;

    public bool IsEmpty => _from == _to;

    /// <summary>What has come in and has not been taken.</summary>
    public ReadOnlySpan<byte> Arrived => _bytes.AsSpan(_from, _to - _from);

    /// <summary>Takes bytes from the beginning of what has come in.</summary>
    public void Take(int bytes) => _from += bytes;

    /// <summary>Puts bytes behind what has come in, as if they had come now.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_to));
        _to += bytes.Length;
    }

    /// <summary>Takes so many bytes, as they come.</summary>
    /// <param name="left">How many.</param>
    /// <param name="take">Gets them, part by part.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="ClosedException">They will not all come.</exception>
    public async ValueTask PassAsync(long left, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        while (left > 0)
        {
            if (IsEmpty)
            {
                await FillAsync(cancellationToken);
            }

            var bytes = Arrived[..(int)Math.Min(_to - _from, left)];
            take(bytes);
            (_from, left) = (_from + bytes.Length, left - bytes.Length);
        }
    }

    /// <summary>Waits until more has come in. To be called only while less than half of the room is taken.</summary>
    /// <exception cref="ClosedException">Nothing more will.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        await unsent.FlushAsync(cancellationToken);
        if (IsEmpty)
        {
            (_from, _to) = (0, 0);
        }
        else if (_to > Size / 2)
        {
            Arrived.CopyTo(_bytes);
            (_from, _to) = (0, _to - _from);
        }

        var read = await connection.ReadAsync(_bytes.AsMemory(_to), cancellationToken);
        _to += read > 0 ? read : throw new ClosedException();
    }
}
