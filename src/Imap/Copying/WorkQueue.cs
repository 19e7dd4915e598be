using System.Threading.Channels;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>What is still to do. It ends when nothing is waiting and nobody is working, since work may bring forth more work.</summary>
internal sealed class WorkQueue
{
    private readonly Channel<FolderWork> _channel = Channel.CreateUnbounded<FolderWork>();
    private readonly Channel<FolderWork> _pieces = Channel.CreateUnbounded<FolderWork>();
    private int _unfinished = 1;

    /// <summary>Takes the next piece; null = nothing is left, and nothing more comes.</summary>
    public async Task<FolderWork?> TakeAsync(CancellationToken cancellationToken)
    {
        while (await _channel.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_channel.Reader.TryRead(out var work))
            {
                return work;
            }
        }

        return null;
    }

    public void Add(FolderWork work)
    {
        Interlocked.Increment(ref _unfinished);
        Return(work);
    }

    /// <summary>Adds a piece of a folder that is more than one connection should do.</summary>
    public void AddPiece(FolderWork piece)
    {
        Add(piece);
        _pieces.Writer.TryComplete();
    }

    /// <summary>Waits until a folder has brought forth pieces, or everything is done.</summary>
    public ValueTask<bool> WaitForPiecesAsync(CancellationToken cancellationToken) => _pieces.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Gives back a piece that has been taken.</summary>
    public void Return(FolderWork work) => _channel.Writer.TryWrite(work);

    /// <summary>Ends a piece that has been taken; and once, by who filled the queue, the filling.</summary>
    public void Finish()
    {
        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _channel.Writer.TryComplete();
            _pieces.Writer.TryComplete();
        }
    }
}
