using System.Text.Json;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Checkpoints;

/// <summary>Writes the checkpoints of one mailbox as JSON, in the form of <see cref="StoredMailbox"/>. Large sets go out in parts: as one text they would take many times their memory.</summary>
internal sealed class CheckpointFileWriter(Stream file) : IAsyncDisposable
{
    private const int MostPending = 32 * 1024;

    private readonly Utf8JsonWriter _json = new(file);

    public async Task WriteAsync(string mailbox, IEnumerable<FolderCheckpoint> folders, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WriteString(nameof(StoredMailbox.Mailbox), mailbox);
        _json.WriteStartArray(nameof(StoredMailbox.Folders));
        foreach (var folder in folders)
        {
            await WriteAsync(folder, cancellationToken);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        await _json.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    private async Task WriteAsync(FolderCheckpoint folder, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WriteString(nameof(CheckpointText.SourceFolder), folder.SourceFolder);
        _json.WriteString(nameof(CheckpointText.DestinationFolder), folder.DestinationFolder);
        _json.WriteNumber(nameof(CheckpointText.SourceUidValidity), folder.SourceUidValidity);
        _json.WriteNumber(nameof(CheckpointText.DestinationUidValidity), folder.DestinationUidValidity);
        _json.WriteNumber(nameof(CheckpointText.SourceUidNext), folder.SourceUidNext);
        _json.WriteNumber(nameof(CheckpointText.DestinationUidNext), folder.DestinationUidNext);
        _json.WriteNumber(nameof(CheckpointText.HighestModSeq), (long)folder.HighestModSeq);
        if (folder.SourceSurplus is { } surplus)
        {
            _json.WriteNumber(nameof(CheckpointText.SourceSurplus), surplus);
        }

        await WriteAsync(nameof(CheckpointText.Copied), folder.Copied.ToParts(), cancellationToken);
        await WriteAsync(nameof(CheckpointText.Unfinished), folder.Unfinished.ToParts(), cancellationToken);
        await WriteAsync(nameof(CheckpointText.Flags), ToParts(folder.Flags), cancellationToken);
        _json.WriteEndObject();
    }

    private static IEnumerable<string> ToParts(IReadOnlyDictionary<string, UidSet> flags)
    {
        var separator = "{";
        foreach (var (flag, uids) in flags)
        {
            yield return $"{separator}\"{JsonEncodedText.Encode(flag)}\":\"";
            foreach (var part in uids.ToParts())
            {
                yield return part;
            }

            separator = "\",";
        }

        yield return flags.Count == 0 ? "{}" : "\"}";
    }

    private async Task WriteAsync(string name, IEnumerable<string> parts, CancellationToken cancellationToken)
    {
        _json.WritePropertyName(name);
        foreach (var part in parts)
        {
            _json.WriteStringValueSegment(part, isFinalSegment: false);
            if (_json.BytesPending > MostPending)
            {
                await _json.FlushAsync(cancellationToken);
            }
        }

        _json.WriteStringValueSegment(ReadOnlySpan<char>.Empty, isFinalSegment: true);
    }
}
