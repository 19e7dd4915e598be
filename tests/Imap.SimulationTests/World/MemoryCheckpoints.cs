using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.SimulationTests.World;

/// <summary>Checkpoints that outlast the process, and of which older ones are kept, as a backup would.</summary>
internal sealed class MemoryCheckpoints : ICheckpointStore
{
    private readonly List<Dictionary<string, FolderCheckpoint>> _states = [new(StringComparer.Ordinal)];

    /// <summary>How many states there have been.</summary>
    public int Count => _states.Count;

    public async Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        return [.. _states[^1].Values];
    }

    public async Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var next = new Dictionary<string, FolderCheckpoint>(_states[^1], StringComparer.Ordinal);
        foreach (var checkpoint in checkpoints)
        {
            next[checkpoint.SourceFolder] = Copy(checkpoint);
        }

        _states.Add(next);
        await Task.Yield();
    }

    /// <summary>Has only what was kept by then.</summary>
    /// <param name="state">Of <see cref="Count"/>; 0 = nothing.</param>
    public void GoBackTo(int state) => _states.RemoveRange(state + 1, _states.Count - state - 1);

    public override string ToString() => string.Join("; ", _states[^1].Values.Select(state =>
        $"{state.SourceFolder} ({state.SourceUidValidity}, below {state.SourceUidNext}) in {state.DestinationFolder} ({state.DestinationUidValidity}, below {state.DestinationUidNext}): "
        + $"copied {state.Copied}, open {state.Unfinished}"));

    public void Dispose()
    {
    }

    // A store keeps text: nothing of a run goes on living in it.
    private static FolderCheckpoint Copy(FolderCheckpoint checkpoint) => checkpoint with
    {
        Copied = UidMap.Parse(checkpoint.Copied.ToString()),
        Unfinished = UidSet.Parse(checkpoint.Unfinished.ToString()),
        Flags = checkpoint.Flags.ToDictionary(pair => pair.Key, pair => UidSet.Parse(pair.Value.ToString())),
    };
}
