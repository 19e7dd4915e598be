using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// A session with a maildir, for the source of a copy: nothing in it is changed, neither flags nor a server's files. Its folders are of the type <see
/// cref="MaildirSessionFolder"/>. What a client does meanwhile is met as in IMAP: a selected folder stays as it was read until it is asked for news,
/// a message whose flags have changed since is found under its new name, and one that is gone was deleted.
/// </summary>
/// <param name="root">The maildir.</param>
/// <param name="spillAbove">From how many bytes on a message lies on disk.</param>
/// <param name="screen">Hides passwords.</param>
internal sealed class MaildirSession(MaildirRoot root, int spillAbove, PasswordScreen screen) : IMailSession
{
    private const int MostTries = 5;

    private readonly Dictionary<string, MaildirSessionFolder> _folders = new(StringComparer.Ordinal);
    private MaildirSessionFolder? _selected;

    public PasswordScreen Screen => screen;

    public bool IsConnected { get; private set; } = true;

    public string Prefix => string.Empty;

    public char Separator => MaildirRoot.Separator;

    public int MostAppended => 1;

    public bool AppendsTogether => false;

    public bool HasListStatus => false;

    public long? AppendLimit => null;

    public bool ShowsLimitedView => false;

    public TimeSpan Slowness => TimeSpan.Zero;

    public ResponseClassifier? LastRefusal => null;

    public int TakeUnreadFlags() => 0;

    public async Task<MailboxListing> ListAsync(IReadOnlySet<string> known, BrokenStates broken, CancellationToken cancellationToken)
    {
        var folders = new List<FolderListing>();
        foreach (var folder in List())
        {
            var status = await TryAskStateAsync(folder, StateItems.None, cancellationToken) ? FolderStatus.Told(folder) : null;
            folders.Add(new FolderListing(folder.FullName, Separator, folder.Attributes, folder.IsSubscribed, status, folder.Folder.SharedName));
        }

        return new MailboxListing(Prefix, Separator, folders, [], IsGmail: false);
    }

    public Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. List().Select(folder => folder.FullName)]);

    public async Task<IReadOnlyList<string>> ListStatesAsync(StateItems items, CancellationToken cancellationToken)
    {
        var told = new List<string>();
        foreach (var folder in List())
        {
            if (await TryAskStateAsync(folder, items, cancellationToken))
            {
                told.Add(folder.FullName);
            }
        }

        return told;
    }

    public Task<ISessionFolder?> FindListedAsync(string name, CancellationToken cancellationToken)
    {
        if (_folders.Count == 0)
        {
            List();
        }

        return Task.FromResult<ISessionFolder?>(_folders.GetValueOrDefault(name));
    }

    public async Task<ISessionFolder?> FindInAnySpellingAsync(string name, CancellationToken cancellationToken) =>
        await FindListedAsync(name, cancellationToken) ?? List().Find(folder => folder.FullName == name);

    public Task<ISessionFolder?> AwaitAsync(string name, CancellationToken cancellationToken) => FindInAnySpellingAsync(name, cancellationToken);

    public async Task<ISessionFolder> RequireAsync(string name, CancellationToken cancellationToken) =>
        await AwaitAsync(name, cancellationToken) ?? throw MaildirFaults.Gone(name);

    public Task<ISessionFolder?> CreateAsync(string path, CancellationToken cancellationToken) => throw MaildirFaults.ReadOnly();

    public void Add(ISessionFolder folder) => throw MaildirFaults.ReadOnly();

    public Task SubscribeAsync(ISessionFolder folder, CancellationToken cancellationToken) => throw MaildirFaults.ReadOnly();

    public async Task<ISessionFolder> OpenAsync(string name, FolderAccess access, CancellationToken cancellationToken)
    {
        var folder = (MaildirSessionFolder)await RequireAsync(name, cancellationToken);
        if (!folder.IsOpen)
        {
            await SelectAsync(folder, cancellationToken);
        }

        return folder;
    }

    public async Task<ISessionFolder> OpenAnewAsync(string name, CancellationToken cancellationToken, FolderAccess access = FolderAccess.ReadWrite)
    {
        var folder = (MaildirSessionFolder)await RequireAsync(name, cancellationToken);
        await SelectAsync(folder, cancellationToken);
        return folder;
    }

    public Task<ISessionFolder> SelectOnceAsync(string name, CancellationToken cancellationToken) => OpenAnewAsync(name, cancellationToken);

    public Task CloseAsync(ISessionFolder folder, CancellationToken cancellationToken)
    {
        if (_selected == folder)
        {
            Leave();
        }

        return Task.CompletedTask;
    }

    public async Task AskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken)
    {
        var own = (MaildirSessionFolder)folder;
        own.Hear(await own.Folder.ReadAsync(cancellationToken));
    }

    public async Task<bool> TryAskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken)
    {
        try
        {
            await AskStateAsync(folder, items, cancellationToken);
            return true;
        }
        catch (MailFaultException fault) when (fault.Fault != Domain.Migrations.CopyFault.Internal)
        {
            // The folder will say so itself when it is opened.
            return false;
        }
    }

    public async Task NoOpAsync(CancellationToken cancellationToken)
    {
        if (_selected is { } folder)
        {
            await RenewAsync(folder, cancellationToken);
        }
    }

    public Task<UidSet> SearchAsync(ISessionFolder folder, UidSet uids, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var range = uids.IsEmpty ? uids : UidSet.Between(uids.First, uids.Last);
        var found = IndexOf(folder).Within(range).Where(file => !(file.File.Modified < since?.ToUnixTimeSeconds()));
        return Task.FromResult(UidSet.Of(found.Select(file => file.Uid)));
    }

    public Task<UidSet> EnumerateAsync(ISessionFolder folder, Func<bool> isOverdue, CancellationToken cancellationToken) =>
        Task.FromResult(UidSet.Of(IndexOf(folder).Files.Select(file => file.Uid)));

    public async Task<IReadOnlyList<MessageDescription>> DescribeAsync(
        ISessionFolder folder, UidSet uids, MessageRequest request, CancellationToken cancellationToken, HeaderIntake? headers = null)
    {
        var (own, index, messages) = ((MaildirSessionFolder)folder, IndexOf(folder), new List<MessageDescription>());
        var isAboutFiles = headers is not null || (request.Items & (MessageItems.Size | MessageItems.InternalDate)) != 0;
        foreach (var file in index.Within(uids))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!isAboutFiles)
            {
                messages.Add(Describe(file, index, request, size: null));
            }
            else if (await FindAsync(own, file.Uid, at => LookAsync(at, request, headers, cancellationToken), cancellationToken) is var (met, size))
            {
                messages.Add(Describe(met, IndexOf(folder), request, size));
            }
        }

        return messages;
    }

    public async Task FetchAsync(
        ISessionFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        var own = (MaildirSessionFolder)folder;
        foreach (var uid in IndexOf(folder).Within(uids).Select(file => file.Uid).ToList())
        {
            if (await FindAsync(own, uid, at => FileOf(own, at).FetchAsync(spillAbove, cancellationToken), cancellationToken) is var (_, content))
            {
                receive(uid, content);
            }
        }

        MessageFile FileOf(MaildirSessionFolder of, IndexedFile at) => new(of.Folder.Path, at.File);
    }

    public Task StoreAsync(ISessionFolder folder, UidSet uids, FlagChange change, CancellationToken cancellationToken) =>
        throw MaildirFaults.ReadOnly();

    public Task AppendAsync(
        ISessionFolder folder, IReadOnlyList<OutgoingMessage> messages, bool isCautious, AppendReceipt receipt, CancellationToken cancellationToken) =>
        throw MaildirFaults.ReadOnly();

    public void Dispose()
    {
        Leave();
        IsConnected = false;
    }

    private static MessageDescription Describe(IndexedFile file, FolderIndex index, MessageRequest request, uint? size) => new(
        file.Uid,
        request.Items.HasFlag(MessageItems.Flags) ? MessageName.FlagsOf(file.File.Name) : null,
        request.Items.HasFlag(MessageItems.Flags) ? MessageName.KeywordsOf(file.File.Name, index.Keywords) : [],
        request.Items.HasFlag(MessageItems.InternalDate) && file.File.Modified is { } modified ? DateOf(modified) : null,
        request.Items.HasFlag(MessageItems.Size) ? size : null,
        []);

    private static DateTimeOffset? DateOf(long seconds) =>
        seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static FolderIndex IndexOf(ISessionFolder folder) =>
        ((MaildirSessionFolder)folder).Index ?? throw new InvalidOperationException($"{folder.FullName} is not selected.");

    // What can't be read is listed all the same: it fails, with the reason, when it is fetched.
    private async Task<uint> LookAsync(IndexedFile at, MessageRequest request, HeaderIntake? headers, CancellationToken cancellationToken)
    {
        var file = new MessageFile(_selected!.Folder.Path, at.File);
        try
        {
            if (headers is not null)
            {
                headers.Receive(at.Uid, request.Choose(await file.ReadHeadersAsync(cancellationToken)));
            }

            return await file.MeasureAsync(cancellationToken);
        }
        catch (MailFaultException)
        {
            headers?.Receive(at.Uid, []);
            return (uint)Math.Min(at.File.Length, uint.MaxValue);
        }
    }

    /// <summary>Does something with the file of a message, under whatever name it has by now; null if the message is gone.</summary>
    private static async Task<(IndexedFile File, T Result)?> FindAsync<T>(
        MaildirSessionFolder folder, uint uid, Func<IndexedFile, Task<T>> use, CancellationToken cancellationToken)
    {
        var file = IndexOf(folder).Find(uid);
        for (var tries = 1; file is { } at; tries++)
        {
            try
            {
                return (at, await use(at));
            }
            catch (FileNotFoundException)
            {
                await RenewAsync(folder, cancellationToken);
                file = IndexOf(folder).Find(uid);
                if (tries == MostTries && file is not null)
                {
                    throw MaildirFaults.KeepsMoving(Path.Combine(folder.Folder.Path, at.File.Part, at.File.Name));
                }
            }
        }

        return null;
    }

    private static async Task RenewAsync(MaildirSessionFolder folder, CancellationToken cancellationToken)
    {
        var before = folder.UidValidity;
        var index = await folder.Folder.ReadAsync(cancellationToken);
        if (index.UidValidity != before)
        {
            throw MaildirFaults.Replaced(folder.FullName);
        }

        folder.Open(index);
    }

    private List<MaildirSessionFolder> List()
    {
        var folders = root.List().Select(folder => _folders.GetValueOrDefault(folder.Name) ?? new MaildirSessionFolder(folder)).ToList();
        _folders.Clear();
        foreach (var folder in folders)
        {
            _folders.Add(folder.FullName, folder);
        }

        return folders;
    }

    private async Task SelectAsync(MaildirSessionFolder folder, CancellationToken cancellationToken)
    {
        Leave();
        folder.Open(await folder.Folder.ReadAsync(cancellationToken));
        _selected = folder;
    }

    private void Leave()
    {
        _selected?.Leave();
        _selected = null;
    }
}
