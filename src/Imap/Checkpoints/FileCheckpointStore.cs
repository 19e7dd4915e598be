using System.Text.Json;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Checkpoints;

/// <summary>Keeps the checkpoints of one mailbox in a file, which is replaced as a whole.</summary>
internal sealed class FileCheckpointStore : ICheckpointStore
{
    private readonly string _path;
    private readonly string _mailbox;
    private readonly FileStream _lock;
    private readonly Dictionary<string, FolderCheckpoint> _checkpoints;

    public FileCheckpointStore(string path, string mailbox)
    {
        (_path, _mailbox) = (Path.GetFullPath(path), mailbox);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

            // It goes with the process. Who opened it just before looks, when it has the lock, whether it is still the one of that name: the runtime sees to that for these options.
            _lock = new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"can't be used: {fault.Message}");
        }

        try
        {
            _checkpoints = Read();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FolderCheckpoint>>([.. _checkpoints.Values]);

    public async Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in checkpoints)
        {
            _checkpoints[checkpoint.SourceFolder] = checkpoint;
        }

        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (Exception fault) when (SpillFile.IsOfDisk(fault) || fault is UnauthorizedAccessException)
        {
            throw new MailFaultException(
                CopyFault.Internal, $"this machine could not keep the state in {_path} (is the disk full?): {fault.Message}", isTransient: false);
        }
    }

    // A process that is killed while it writes leaves the old file.
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var fresh = _path + ".new";
        await using (var file = File.Create(fresh))
        {
            await using (var writer = new CheckpointFileWriter(file))
            {
                await writer.WriteAsync(_mailbox, _checkpoints.Values, cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, _path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    // Everything is read at once, so that a broken file is told before a server is asked anything.
    private Dictionary<string, FolderCheckpoint> Read()
    {
        if (Directory.Exists(_path))
        {
            throw Invalid("can't be used: it is a folder; name a file");
        }

        if (!File.Exists(_path))
        {
            return new Dictionary<string, FolderCheckpoint>(StringComparer.Ordinal);
        }

        try
        {
            using var file = Open();
            var stored = JsonSerializer.Deserialize(file, CheckpointJson.Default.StoredMailbox) ?? throw new JsonException("It is empty.");
            return stored.Mailbox == _mailbox
                ? stored.Folders.ToDictionary(
                    folder => (folder ?? throw new FormatException("One of its folders is null.")).SourceFolder, folder => folder!.ToCheckpoint(), StringComparer.Ordinal)
                : throw Invalid($"belongs to another mailbox: {ForeignText.Clean(stored.Mailbox, ForeignText.MaxNameLength)}");
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException)
        {
            throw Invalid($"can't be read: {fault.Message} Delete it, or name another: a copy without it finds by itself what it has copied before.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"can't be read: {fault.Message}");
        }
    }

    // For writing too: to open a pipe for reading alone would wait until somebody writes into it.
    private FileStream Open()
    {
        var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        throw Invalid("can't be used: it is a pipe or a device; name a file");
    }

    private RequestInvalidException Invalid(string problem) => new([new FieldError("state", $"{_path} {problem}")]);
}
