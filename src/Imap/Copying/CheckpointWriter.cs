using System.Text.Json;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Keeps checkpoints, not more often than every second: what one of them misses is recognised at the destination.</summary>
internal sealed class CheckpointWriter(ICheckpointStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HashSet<FolderCopy> _changed = [];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _lastSave = clock.GetTimestamp();

    public async Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await store.LoadAsync(cancellationToken)).Select(checkpoint => checkpoint with
            {
                SourceFolder = StorableName.Read(checkpoint.SourceFolder),
                DestinationFolder = StorableName.Read(checkpoint.DestinationFolder),
            })];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw fault is FormatException or JsonException
                ? new MailFaultException(CopyFault.Internal, "what has been copied is noted in a form that can't be read", isTransient: false, fault)
                : Unavailable(fault);
        }
    }

    /// <summary>Has a folder kept with the next save.</summary>
    public void Add(FolderCopy folder)
    {
        lock (_changed)
        {
            _changed.Add(folder);
        }
    }

    /// <summary>Notes that a folder has got further.</summary>
    public async Task NoteAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        Add(folder);
        if (clock.GetElapsedTime(_lastSave) >= Interval)
        {
            await SaveAsync(cancellationToken);
        }
    }

    /// <summary>Keeps everything that has changed.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _gate.TakeTurnAsync(cancellationToken);
        try
        {
            FolderCopy[] changed;
            lock (_changed)
            {
                changed = [.. _changed];
                _changed.Clear();
            }

            _lastSave = clock.GetTimestamp();
            await SaveAsync(changed, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task SaveAsync(FolderCopy[] changed, CancellationToken cancellationToken)
    {
        if (changed.Length == 0)
        {
            return;
        }

        try
        {
            await store.SaveAsync([.. changed.Select(folder => folder.ToCheckpoint())], cancellationToken);
        }
        catch (Exception fault)
        {
            lock (_changed)
            {
                _changed.UnionWith(changed);
            }

            throw fault is OperationCanceledException ? fault : Unavailable(fault);
        }
    }

    private static MailFaultException Unavailable(Exception fault) =>
        new(CopyFault.Internal, "what has been copied could not be noted", isTransient: true, fault);
}
