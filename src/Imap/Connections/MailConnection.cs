using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>A session in IMAP. Its folders are of the type <see cref="SessionFolder"/>.</summary>
internal sealed class MailConnection : IMailSession
{
    // Dovecot leaves out one folder in a hundred for some 20 ms after it was made, when others are being made at the same time.
    private static readonly TimeSpan ShortestListingWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestListingWait = TimeSpan.FromMilliseconds(640);

    private readonly CommandChannel _channel;
    private readonly FolderBreaks _breaks;
    private readonly MessageReader _messages;
    private readonly Dictionary<string, uint> _validities = new(StringComparer.Ordinal);

    /// <param name="channel">Logged in.</param>
    /// <param name="breaks">Over which folders connections to this server broke.</param>
    /// <param name="spillAbove">How long a message may be in memory, in bytes.</param>
    public MailConnection(CommandChannel channel, FolderBreaks breaks, int spillAbove) =>
        (_channel, _breaks, _messages) = (channel, breaks, new MessageReader(channel, spillAbove, FindAgainAsync));

    public PasswordScreen Screen => _channel.Faults.Screen;

    public bool IsConnected => _channel.Client.IsConnected;

    public string Prefix => Namespaces.PrefixOf(Namespaces.HomeOf(_channel.Client));

    public char Separator => Namespaces.HomeOf(_channel.Client).Separator;

    // Where it is told of each message what became of it, several may be on their way at once.
    public int MostAppended => AppendsTogether || (_channel.Client.Capabilities.Has("UIDPLUS") && MayPipeline) ? int.MaxValue : 1;

    public bool AppendsTogether => _channel.Client.Capabilities.Has("MULTIAPPEND");

    public bool HasListStatus => _channel.Client.Capabilities.Has("LIST-STATUS");

    public long? AppendLimit => _channel.Client.Capabilities.AppendLimit;

    public bool ShowsLimitedView => _channel.Client.Capabilities.Has("UIDONLY");

    public TimeSpan Slowness => _channel.Slowness;

    public ResponseClassifier? LastRefusal => _channel.LastRefusal;

    public int TakeUnreadFlags() => _messages.TakeUnreadFlags();

    public Task<MailboxListing> ListAsync(IReadOnlySet<string> known, BrokenStates broken, CancellationToken cancellationToken) =>
        _channel.RunAsync(token => FolderLister.ListAsync(_channel, known, broken, token), 0, cancellationToken);

    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken) => NamesOf(await ListAsync(cancellationToken));

    public async Task<IReadOnlyList<string>> ListStatesAsync(StateItems items, CancellationToken cancellationToken)
    {
        var prefix = _channel.Client.Spaces.Personal is [var first, ..] ? first.WirePath : string.Empty;
        return NamesOf(await _channel.RunAsync(token => _channel.Client.ListAsync(prefix, items, token), 0, cancellationToken));
    }

    public async Task<ISessionFolder?> FindListedAsync(string name, CancellationToken cancellationToken)
    {
        if (_channel.Folders is null)
        {
            _channel.Remember(await ListAsync(cancellationToken));
        }

        return _channel.Folders!.GetValueOrDefault(name);
    }

    public async Task<ISessionFolder?> FindInAnySpellingAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindListedAsync(name, cancellationToken) is { } listed)
        {
            return listed;
        }

        try
        {
            var found = await _channel.RunAsync(token => _channel.Client.FindAsync(_channel.Client.Coding.Encode(name), token), 0, cancellationToken);
            if (found is not null)
            {
                Add(found);
            }

            return found;
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            return null;
        }
    }

    public async Task<ISessionFolder?> AwaitAsync(string name, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, cancellationToken);
        for (var wait = ShortestListingWait; found is null && wait <= LongestListingWait; wait *= 2)
        {
            await Task.Delay(wait, cancellationToken);
            found = await FindAsync(name, cancellationToken);
        }

        return found;
    }

    public async Task<ISessionFolder> RequireAsync(string name, CancellationToken cancellationToken) =>
        await AwaitAsync(name, cancellationToken) ?? throw _channel.Faults.Gone(name);

    public async Task<ISessionFolder?> CreateAsync(string path, CancellationToken cancellationToken) =>
        await _channel.RunAsync(token => _channel.Client.CreateAsync(path, token), 0, cancellationToken);

    public void Add(ISessionFolder folder) => _channel.Folders![folder.FullName] = folder;

    public Task SubscribeAsync(ISessionFolder folder, CancellationToken cancellationToken) =>
        _channel.RunAsync(token => _channel.Client.SubscribeAsync(Own(folder), token), cancellationToken);

    /// <summary>
    /// Selects a folder. At the destination never with EXAMINE, as long as it takes SELECT: Courier refuses APPEND into a folder on a connection
    /// that has opened it so. What can only be read there, SELECT opens for reading (RFC 3501, section 6.3.1).
    /// </summary>
    /// <exception cref="MailFaultException">It is gone, or may not be read or changed.</exception>
    public async Task<ISessionFolder> OpenAsync(string name, FolderAccess access, CancellationToken cancellationToken)
    {
        var folder = await RequireAsync(name, cancellationToken);
        if (!folder.IsOpen || folder.Access < access)
        {
            await SelectAsync(Own(folder), name, access, cancellationToken);
            if (folder.Access < access)
            {
                throw _channel.Faults.ReadOnly(name);
            }
        }

        _validities[name] = folder.UidValidity;
        return folder;
    }

    public async Task<ISessionFolder> OpenAnewAsync(string name, CancellationToken cancellationToken, FolderAccess access = FolderAccess.ReadWrite)
    {
        if (await FindAsync(name, cancellationToken) is { IsOpen: true } open)
        {
            // A folder that was selected before hears of new messages only when it asks, and of UIDNEXT only by STATUS.
            await NoOpAsync(cancellationToken);
            if (!await TryAskStateAsync(open, StateItems.Count | StateItems.UidNext, cancellationToken))
            {
                await CloseAsync(open, cancellationToken);
            }
        }

        return await OpenAsync(name, access, cancellationToken);
    }

    /// <summary>Selects a folder for writing, and for reading alone right afterwards, which changes nothing in it (RFC 3501, section 6.3.2).</summary>
    public async Task<ISessionFolder> SelectOnceAsync(string name, CancellationToken cancellationToken)
    {
        var folder = await OpenAsync(name, FolderAccess.ReadWrite, cancellationToken);
        await SelectAsync(Own(folder), FolderAccess.ReadOnly, cancellationToken);
        _validities[name] = folder.UidValidity;
        return folder;
    }

    /// <summary>
    /// Leaves a folder without changing anything in it, so that it tells its state anew when it is opened. One of a connection that is no more is left already.
    /// </summary>
    public Task CloseAsync(ISessionFolder folder, CancellationToken cancellationToken) => _channel.IsSpent || !folder.IsOpen ? Task.CompletedTask
        : _channel.RunAsync(token => _channel.Client.CloseAsync(token), cancellationToken);

    /// <summary>Asks for the state of a folder with STATUS (RFC 3501, section 6.3.10).</summary>
    public Task AskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken) =>
        _channel.RunAsync(token => _channel.Client.StatusAsync(Own(folder), items, token), cancellationToken);

    /// <summary>The same, wherever the server has not failed to tell it before.</summary>
    /// <returns>False if it does not tell. The folder is to be selected then, over another connection if this one has broken: that tells as much.</returns>
    public async Task<bool> TryAskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken)
    {
        if (!_breaks.MayAskState(folder.FullName))
        {
            return false;
        }

        try
        {
            await AskStateAsync(folder, items, cancellationToken);
            return true;
        }
        catch (MailFaultException fault) when (!fault.IsThrottled)
        {
            _breaks.NoteUntold(folder.FullName, fault.IsBreak);
            if (fault.IsBreak)
            {
                _channel.Abandon();
            }

            return false;
        }
    }

    public Task NoOpAsync(CancellationToken cancellationToken) => _channel.RunAsync(token => _channel.Client.Wire.RunAsync(new WireCommand("NOOP"), token), cancellationToken);

    public Task<UidSet> SearchAsync(ISessionFolder folder, UidSet uids, DateTimeOffset? since, CancellationToken cancellationToken) =>
        _messages.SearchAsync(Own(folder), uids, since, cancellationToken);

    public Task<UidSet> EnumerateAsync(ISessionFolder folder, Func<bool> isOverdue, CancellationToken cancellationToken) =>
        _messages.EnumerateAsync(Own(folder), isOverdue, cancellationToken);

    public Task<IReadOnlyList<MessageDescription>> DescribeAsync(
        ISessionFolder folder, UidSet uids, MessageRequest request, CancellationToken cancellationToken, HeaderIntake? headers = null) =>
        _messages.DescribeAsync(Own(folder), uids, request, headers, cancellationToken);

    /// <summary>Fetches whole messages with one command, without marking them as read.</summary>
    public Task FetchAsync(
        ISessionFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken) =>
        _messages.FetchAsync(Own(folder), uids, receive, isOverdue, cancellationToken);

    public Task StoreAsync(ISessionFolder folder, UidSet uids, FlagChange change, CancellationToken cancellationToken)
    {
        return _channel.Limited.RunAsync(uids, folder.Count, async part =>
        {
            await _channel.RunAsync(token => _channel.Client.StoreAsync(part, change, token), cancellationToken);
            return null;
        });
    }

    public Task AppendAsync(
        ISessionFolder folder, IReadOnlyList<OutgoingMessage> messages, bool isCautious, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        return _channel.RunAsync(AppendAsync, messages.Sum(message => message.Content.Length), cancellationToken);

        async Task<bool> AppendAsync(CancellationToken token)
        {
            _channel.Client.Wire.IsCautious = isCautious;
            await (AppendsTogether
                ? _channel.Client.AppendTogetherAsync(Own(folder), messages, receipt, token)
                : _channel.Client.AppendEachAsync(Own(folder), messages, receipt, token));
            return true;
        }
    }

    public void Dispose() => _channel.Dispose();

    private bool MayPipeline => _channel.Client.Capabilities.Has("LITERAL+") || _channel.Client.Capabilities.Has("LITERAL-");

    private static SessionFolder Own(ISessionFolder folder) => (SessionFolder)folder;

    private static IReadOnlyList<string> NamesOf(IEnumerable<SessionFolder> folders) => [.. folders.Select(folder => folder.FullName)];

    private Task<List<SessionFolder>> ListAsync(CancellationToken cancellationToken) =>
        _channel.RunAsync(token => FolderLister.ListAsync(_channel.Client, token), 0, cancellationToken);

    // The folder of that name, even if another connection has made it only now; null if there is none.
    private async Task<ISessionFolder?> FindAsync(string name, CancellationToken cancellationToken) =>
        await FindInAnySpellingAsync(name, cancellationToken) is { } found && found.FullName == name ? found : null;

    private async Task SelectAsync(SessionFolder folder, string name, FolderAccess access, CancellationToken cancellationToken)
    {
        try
        {
            await _breaks.WatchAsync(name, () => SelectAsSideAsync(folder, access, cancellationToken));
        }
        catch (MailFaultException fault) when (fault is { IsTransient: false, BreaksOfFolder: not null } && !_channel.IsSpent && !IsConnected)
        {
            // Other folders go on over another connection.
            _channel.Abandon();
            throw;
        }
    }

    private async Task SelectAsSideAsync(SessionFolder folder, FolderAccess access, CancellationToken cancellationToken)
    {
        var isDestination = _channel.Faults.IsDestination;
        try
        {
            await SelectAsync(folder, isDestination ? FolderAccess.ReadWrite : access, cancellationToken);
        }
        catch (MailFaultException fault) when (
            isDestination && access == FolderAccess.ReadOnly && fault is { IsTransient: false, IsRefusal: true } && !_channel.IsSpent)
        {
            // Nothing can be added to it then, so that EXAMINE does no harm.
            await SelectAsync(folder, access, cancellationToken);
        }
    }

    private async Task SelectAsync(SessionFolder folder, FolderAccess access, CancellationToken cancellationToken) =>
        await _channel.RunAsync(token => _channel.Client.SelectAsync(folder, access, token), cancellationToken);

    /// <summary>The folder over the connection that is in use now, selected.</summary>
    private async Task<SessionFolder> FindAgainAsync(SessionFolder folder, CancellationToken cancellationToken)
    {
        if (folder.IsOpen && !_channel.IsSpent)
        {
            return folder;
        }

        var before = _validities.GetValueOrDefault(folder.FullName);
        var again = await OpenAsync(folder.FullName, FolderAccess.ReadOnly, cancellationToken);
        return again.UidValidity == before ? Own(again) : throw _channel.Faults.Replaced(folder.FullName);
    }
}
