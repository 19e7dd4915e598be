using System.Threading.Channels;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>What is still to do. It ends when nothing is waiting and nobody is working, since work may bring forth more work.</summary>
internal sealed class WorkQueue
{
    private readonly Channel<FolderWork> _channel = Channel.CreateUnbounded<FolderWork>();
    private readonly TaskCompletionSource _pieces = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unfinished = 1;

    public IAsyncEnumerable<FolderWork> ReadAllAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);

    public void Add(FolderWork work)
    {
        Interlocked.Increment(ref _unfinished);
        Return(work);
    }

    /// <summary>Adds a piece of a folder that is more than one connection should do.</summary>
    public void AddPiece(FolderWork piece)
    {
        Add(piece);
        _pieces.TrySetResult();
    }

    /// <summary>Waits until a folder has brought forth pieces, or everything is done.</summary>
    public Task WaitForPiecesAsync(CancellationToken cancellationToken) => _pieces.Task.WaitAsync(cancellationToken);

    /// <summary>Gives back a piece that has been taken.</summary>
    public void Return(FolderWork work) => _channel.Writer.TryWrite(work);

    /// <summary>Ends a piece that has been taken; and once, by who filled the queue, the filling.</summary>
    public void Finish()
    {
        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _channel.Writer.TryComplete();
            _pieces.TrySetResult();
        }
    }
}
