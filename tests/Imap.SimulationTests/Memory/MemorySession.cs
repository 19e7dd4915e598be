using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using MimeKit;

namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>
/// A session with a mailbox in memory. Between what is sent, what the server does and what it answers, others may act; and at each of these moments the
/// connection may break.
/// </summary>
/// <param name="side">Which side of the copy it is.</param>
/// <param name="mailbox">The mailbox.</param>
/// <param name="screen">Hides nothing here that matters.</param>
internal sealed class MemorySession(MailSide side, MemoryMailbox mailbox, PasswordScreen screen) : IMailSession
{
    private readonly Dictionary<string, MemorySessionFolder> _folders = new(StringComparer.Ordinal);
    private MemorySessionFolder? _selected;

    // Up to where the selected folder has been told of.
    private uint _end;

    public PasswordScreen Screen => screen;

    public bool IsConnected { get; private set; } = true;

    public string Prefix => mailbox.Habits.Prefix;

    public char Separator => mailbox.Habits.Separator;

    public bool AppendsTogether => mailbox.Habits.HasMultiAppend;

    public int MostAppended => mailbox.Habits.HasMultiAppend || (mailbox.Habits.Pipelines && mailbox.Habits.HasUidPlus) ? int.MaxValue : 1;

    public bool HasListStatus => mailbox.Habits.HasListStatus;

    public long? AppendLimit => mailbox.Habits.AppendLimit;

    public bool ShowsLimitedView => false;

    public TimeSpan Slowness => TimeSpan.Zero;

    public ResponseClassifier? LastRefusal { get; private set; }

    public int TakeUnreadFlags() => 0;

    public async Task<MailboxListing> ListAsync(IReadOnlySet<string> known, BrokenStates broken, CancellationToken cancellationToken)
    {
        var folders = new List<FolderListing>();
        await AskAsync(
            () =>
            {
                foreach (var folder in mailbox.Folders)
                {
                    var heard = HearOf(folder);
                    var status = HasListStatus || !known.Contains(folder.Name) ? FolderStatus.Told(Hear(heard, folder)) : null;
                    folders.Add(new FolderListing(folder.Name, Separator, folder.Attributes, folder.IsSubscribed, status));
                }
            },
            cancellationToken);
        return new MailboxListing(Prefix, Separator, folders, [], IsGmail: false);
    }

    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken)
    {
        List<string> names = [];
        await AskAsync(() => names = [.. mailbox.Folders.Select(folder => folder.Name)], cancellationToken);
        return names;
    }

    public async Task<IReadOnlyList<string>> ListStatesAsync(StateItems items, CancellationToken cancellationToken)
    {
        List<string> names = [];
        await AskAsync(
            () =>
            {
                foreach (var folder in mailbox.Folders)
                {
                    Hear(HearOf(folder), folder);
                    names.Add(folder.Name);
                }
            },
            cancellationToken);
        return names;
    }

    public async Task<ISessionFolder?> FindListedAsync(string name, CancellationToken cancellationToken)
    {
        if (_folders.Count == 0)
        {
            await AskAsync(
                () =>
                {
                    foreach (var folder in mailbox.Folders)
                    {
                        HearOf(folder);
                    }
                },
                cancellationToken);
        }

        return _folders.GetValueOrDefault(name);
    }

    public async Task<ISessionFolder?> FindInAnySpellingAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindListedAsync(name, cancellationToken) is { } listed)
        {
            return listed;
        }

        MemorySessionFolder? found = null;
        await AskAsync(() => found = mailbox.Find(name) is { } folder ? HearOf(folder) : null, cancellationToken);
        return found;
    }

    public Task<ISessionFolder?> AwaitAsync(string name, CancellationToken cancellationToken) => FindInAnySpellingAsync(name, cancellationToken);

    public async Task<ISessionFolder> RequireAsync(string name, CancellationToken cancellationToken) =>
        await AwaitAsync(name, cancellationToken) ?? throw Gone(name);

    public async Task<ISessionFolder?> CreateAsync(string path, CancellationToken cancellationToken)
    {
        MemorySessionFolder? made = null;
        await AskAsync(
            () =>
            {
                if (mailbox.Find(path) is not null)
                {
                    throw Refuse("NO [ALREADYEXISTS] Mailbox already exists");
                }

                if (mailbox.Habits.OddNames != OddNames.Taken && path.Contains('|', StringComparison.Ordinal))
                {
                    throw mailbox.Habits.OddNames == OddNames.Refused ? Refuse("NO Invalid mailbox name") : Break();
                }

                made = HearOf(mailbox.Have(path));
            },
            cancellationToken);
        return made;
    }

    public void Add(ISessionFolder folder) => _folders[folder.FullName] = (MemorySessionFolder)folder;

    public Task SubscribeAsync(ISessionFolder folder, CancellationToken cancellationToken) =>
        AskAsync(() => At(folder).IsSubscribed = ((MemorySessionFolder)folder).IsSubscribed = true, cancellationToken);

    public async Task<ISessionFolder> OpenAsync(string name, FolderAccess access, CancellationToken cancellationToken)
    {
        var folder = (MemorySessionFolder)await RequireAsync(name, cancellationToken);
        if (!folder.IsOpen || folder.Access < access)
        {
            await SelectAsync(folder, Allowed(access), cancellationToken);
        }

        return folder;
    }

    public async Task<ISessionFolder> OpenAnewAsync(string name, CancellationToken cancellationToken, FolderAccess access = FolderAccess.ReadWrite)
    {
        var folder = (MemorySessionFolder)await RequireAsync(name, cancellationToken);
        await SelectAsync(folder, Allowed(access), cancellationToken);
        return folder;
    }

    public async Task<ISessionFolder> SelectOnceAsync(string name, CancellationToken cancellationToken)
    {
        var folder = (MemorySessionFolder)await RequireAsync(name, cancellationToken);
        await SelectAsync(folder, FolderAccess.ReadWrite, cancellationToken);
        await SelectAsync(folder, FolderAccess.ReadOnly, cancellationToken);
        return folder;
    }

    public Task CloseAsync(ISessionFolder folder, CancellationToken cancellationToken) => folder.IsOpen ? AskAsync(Leave, cancellationToken) : Task.CompletedTask;

    public Task AskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken) =>
        AskAsync(() => Hear((MemorySessionFolder)folder, At(folder)), cancellationToken);

    public async Task<bool> TryAskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken)
    {
        await AskStateAsync(folder, items, cancellationToken);
        return true;
    }

    public Task NoOpAsync(CancellationToken cancellationToken) => AskAsync(
        () =>
        {
            if (_selected is { } selected)
            {
                HearNews(selected, At(selected));
            }
        },
        cancellationToken);

    public async Task<UidSet> SearchAsync(ISessionFolder folder, UidSet uids, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var found = new UidSet();
        if (!uids.IsEmpty)
        {
            await AskInAsync(
                folder,
                there => found = UidSet.Of(Shown(there)
                    .TakeLast(mailbox.Habits.MostFound)
                    .Where(message => message.Uid >= uids.First && message.Uid <= uids.Last && (since is null || message.InternalDate >= since))
                    .Select(message => message.Uid)),
                cancellationToken);
        }

        return found;
    }

    public async Task<UidSet> EnumerateAsync(ISessionFolder folder, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        var found = new UidSet();
        await AskInAsync(folder, there => found = UidSet.Of(Shown(there).Select(message => message.Uid)), cancellationToken);
        return found;
    }

    public async Task<IReadOnlyList<MessageDescription>> DescribeAsync(
        ISessionFolder folder, UidSet uids, MessageRequest request, CancellationToken cancellationToken, HeaderIntake? headers = null)
    {
        List<StoredMessage> found = [];
        await AskInAsync(
            folder,
            there => found =
            [
                .. Shown(there).Where(message => uids.Contains(message.Uid) && message.ModSeq > (request.ChangedSince ?? 0)),
            ],
            cancellationToken);
        if (headers is not null)
        {
            found.ForEach(message => headers.Receive(message.Uid, request.Choose(MimeMessage.Load(new MemoryStream(message.Content)).Headers)));
        }

        return found.ConvertAll(message => new MessageDescription(
            message.Uid,
            request.Items.HasFlag(MessageItems.Flags) ? message.Flags : null,
            request.Items.HasFlag(MessageItems.Flags) ? [.. message.Keywords] : [],
            request.Items.HasFlag(MessageItems.InternalDate) && mailbox.Habits.TellsDateOf(message) ? message.InternalDate : null,
            request.Items.HasFlag(MessageItems.Size) ? (uint)message.Content.Length : null,
            []));
    }

    public async Task FetchAsync(ISessionFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        List<StoredMessage> found = [];
        await AskInAsync(folder, there => found = [.. Shown(there).Where(message => uids.Contains(message.Uid) && !mailbox.WithholdsNow())], cancellationToken);
        foreach (var message in found)
        {
            var content = new MessageContent(message.Content.Length, int.MaxValue);
            content.Write(message.Content);
            content.Complete();
            receive(message.Uid, content);
            await PauseAsync(cancellationToken);
        }
    }

    public Task StoreAsync(ISessionFolder folder, UidSet uids, FlagChange change, CancellationToken cancellationToken) => AskInAsync(
        folder,
        there =>
        {
            if (mailbox.Habits.RefusesStore)
            {
                throw Refuse("NO flags are fixed here");
            }

            foreach (var uid in Shown(there).Where(message => uids.Contains(message.Uid)).Select(message => message.Uid).ToList())
            {
                there.Change(uid, message => message with
                {
                    Flags = change.Action == FlagAction.Set ? change.Flags : message.Flags | change.Flags,
                    Keywords = change.Action == FlagAction.Set ? change.Keywords : [.. message.Keywords.Union(change.Keywords)],
                });
            }
        },
        cancellationToken);

    public async Task AppendAsync(
        ISessionFolder folder, IReadOnlyList<OutgoingMessage> messages, bool isCautious, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        var (name, size) = (folder.FullName, mailbox.Habits.HasMultiAppend ? messages.Count : 1);
        var commands = messages.Chunk(size).Select((chunk, index) => new MemoryAppend(chunk, index * size)).ToList();

        // All are on their way from the beginning, and may arrive after the connection broke, or the process was killed.
        commands.ForEach(command => mailbox.Begin(command.ArriveBy(() => TryAppend(name, command))));
        var answered = 0;
        try
        {
            foreach (var command in commands)
            {
                await AskAsync(() => mailbox.Arrive(command.Effect), cancellationToken);
                answered++;
                command.Confirm(receipt, mailbox.Habits.HasUidPlus);
            }
        }
        catch
        {
            commands.Skip(answered).ToList().ForEach(command => _ = mailbox.StrayAsync(command.Effect));
            throw;
        }

        if (commands.Find(command => command.Refusal is not null) is { Refusal: { } refusal })
        {
            throw refusal;
        }
    }

    public void Dispose()
    {
        if (IsConnected)
        {
            IsConnected = false;
            mailbox.Sessions--;
        }
    }

    private MailFaultException? TryAppend(string name, MemoryAppend command)
    {
        if (mailbox.Find(name) is not { } there)
        {
            return Refuse("NO [TRYCREATE] No such mailbox");
        }

        if (mailbox.ComplainOf(there, command.Contents) is { } complaint)
        {
            return Refuse(complaint);
        }

        command.Store((message, content) => new AppendedUid(there.UidValidity, mailbox.Store(there, message, content).Uid));
        return null;
    }

    // The destination is opened for writing wherever it can be.
    private FolderAccess Allowed(FolderAccess access) => side == MailSide.Destination ? FolderAccess.ReadWrite : access;

    private async Task SelectAsync(MemorySessionFolder folder, FolderAccess access, CancellationToken cancellationToken) => await AskAsync(
        () =>
        {
            Leave();
            var there = At(folder);
            Hear(folder, there);
            (folder.Access, _selected, _end) = (access, folder, there.UidNext);
        },
        cancellationToken);

    private void Leave()
    {
        if (_selected is { } before)
        {
            (before.Access, _selected) = (FolderAccess.None, null);
        }
    }

    private MemoryFolder At(ISessionFolder folder) => mailbox.Find(folder.FullName) ?? throw Gone(folder.FullName);

    private MemorySessionFolder HearOf(MemoryFolder folder)
    {
        if (!_folders.TryGetValue(folder.Name, out var heard))
        {
            _folders.Add(folder.Name, heard = new MemorySessionFolder(folder.Name, folder.Attributes) { IsSubscribed = folder.IsSubscribed });
        }

        return heard;
    }

    private MemorySessionFolder Hear(MemorySessionFolder heard, MemoryFolder folder)
    {
        heard.Hear(folder, mailbox.Habits);
        return heard;
    }

    private Task AskInAsync(ISessionFolder folder, Action<MemoryFolder> effect, CancellationToken cancellationToken) => AskAsync(
        () =>
        {
            if (_selected != folder)
            {
                throw new InvalidOperationException($"{folder.FullName} is not selected, but {_selected?.FullName ?? "nothing"}.");
            }

            var there = At(folder);
            if (there.UidValidity != _selected.UidValidity)
            {
                // A server that numbers anew ends the sessions that know the old numbers.
                throw Break();
            }

            if (!mailbox.Habits.TellsNewsWhenAsked)
            {
                HearNews(_selected, there);
            }

            effect(there);
        },
        cancellationToken);

    private void HearNews(MemorySessionFolder selected, MemoryFolder there) => (_end, selected.Count) = (there.UidNext, there.Messages.Count);

    private IEnumerable<StoredMessage> Shown(MemoryFolder there) => there.Messages.Where(message => message.Uid < _end && mailbox.Habits.Shows(message));

    private async Task AskAsync(Action effect, CancellationToken cancellationToken)
    {
        LastRefusal = null;
        await PauseAsync(cancellationToken);
        effect();
        await PauseAsync(cancellationToken);
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (!IsConnected)
        {
            throw Break();
        }

        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (mailbox.BreaksNow())
        {
            throw Break();
        }
    }

    private MailFaultException Break()
    {
        Dispose();
        return new MailFaultException(side == MailSide.Source ? CopyFault.Connect : CopyFault.DestinationConnect, "the connection broke", isTransient: true);
    }

    private MailFaultException Refuse(string words)
    {
        LastRefusal = new ResponseClassifier(words);
        var fault = side == MailSide.Source ? CopyFault.Protocol : LastRefusal.IsOverQuota ? CopyFault.Quota : CopyFault.DestinationRefused;
        return new MailFaultException(fault, words, isTransient: false) { IsRefusal = true };
    }

    private MailFaultException Gone(string name) =>
        new(side == MailSide.Source ? CopyFault.Protocol : CopyFault.DestinationRefused, $"there is no folder {name}", isTransient: false);
}
