using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>A folder of a maildir, which all sessions of a run share.</summary>
/// <param name="name">Its name, decoded.</param>
/// <param name="path">Where it is.</param>
/// <param name="numbers">Numbers its messages.</param>
internal sealed class MaildirFolder(string name, string path, MessageNumbers numbers) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly WeakReference<FolderIndex?> _last = new(null);

    public string Name => name;

    public string Path => path;

    public bool IsSubscribed { get; init; }

    /// <summary>What another folder is called too; null if the name is its own.</summary>
    public string? SharedName { get; init; }

    /// <summary>Reads what the folder holds now.</summary>
    /// <exception cref="MailFaultException">It can't be read.</exception>
    public async Task<FolderIndex> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await ReadInTurnAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw MaildirFaults.Gone(name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw MaildirFaults.Of($"read the folder {name}", fault);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<FolderIndex> ReadInTurnAsync(CancellationToken cancellationToken)
    {
        if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0)
        {
            throw new IOException($"{path} is a link, and links are not followed");
        }

        if (_last.TryGetTarget(out var last) && last.Changed == FolderFiles.ChangedAt(path))
        {
            return last;
        }

        var (files, changed, isSure) = await Task.Run(() => FolderFiles.List(path), cancellationToken);
        var server = UidList.TryRead(System.IO.Path.Combine(path, "dovecot-uidlist"), System.IO.Path.Combine(path, "courierimapuiddb"));
        var found = await NumberAsync(files, server, cancellationToken);
        var numbered = files.Where(file => found.Uids.ContainsKey(file.Key)).Select(file => new IndexedFile(found.Uids[file.Key], file.Value));
        var index = new FolderIndex([.. numbered.OrderBy(file => file.Uid)], ReadKeywords(), found.UidValidity, found.Next)
        {
            Changed = isSure ? changed : DateTime.MinValue,
        };
        _last.SetTarget(index);
        return index;
    }

    private async Task<Numbers> NumberAsync(Dictionary<string, FoundFile> files, Numbers? server, CancellationToken cancellationToken)
    {
        try
        {
            return await numbers.FindAsync(files, server, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw MaildirFaults.Unnumbered(numbers.KeptIn, fault);
        }
    }

    private IReadOnlyList<string?> ReadKeywords()
    {
        try
        {
            return MessageName.ReadKeywords(TextFile.TryOpen(System.IO.Path.Combine(path, "dovecot-keywords")) ?? []);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
