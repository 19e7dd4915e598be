using System.Diagnostics;
using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Wire;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// One connection to one mailbox: one command at a time, each with a deadline, and every failure a <see cref="MailFaultException"/>.
/// After a refusal that leaves it in doubt, or an answer that breaks the rules, the next command goes over a new connection; what was found
/// over the old one has to be found anew. After any other failure of the connection it is of no more use.
/// </summary>
/// <param name="connected">Logged in.</param>
/// <param name="faults">Tells what went wrong.</param>
/// <param name="idleTimeout">How long the server may be silent.</param>
/// <param name="overtime">What it gets once no message has got through for too long.</param>
/// <param name="connect">Connects anew.</param>
/// <param name="breaks">Over which folders connections to this server broke.</param>
internal sealed class MailConnection(
    MailClient connected, FaultReader faults, TimeSpan idleTimeout, Overtime overtime, Func<CancellationToken, Task<MailClient>> connect, FolderBreaks breaks) : IDisposable
{
    /// <summary>No folder that is copied holds as many messages; a server may say that its does.</summary>
    public const int MostHeld = 5_000_000;

    // A server that sends a byte now and then would never run into a time-out of its own.
    private const double SlowestBytesPerSecond = 8 * 1024;

    // A server that breaks the rules is tried again for the sake of other messages and folders, but not for ever.
    private const int MaxViolations = 30;

    // Dovecot leaves out one folder in a hundred for some 20 ms after it was made, when others are being made at the same time.
    private static readonly TimeSpan ShortestListingWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestListingWait = TimeSpan.FromMilliseconds(640);

    // Without ESEARCH (RFC 4731) each message takes some 8 bytes of one line.
    private const int LargestAnswer = 10_000;

    // The UIDs of a range of so many fit into one line, however many of them there are.
    private const int LongestSpan = WireLimits.Line / 12;

    private const int ScantWindows = 3;

    private const int FetchWindow = 1000;

    private static readonly FetchRequest UidOnly = new(MessageSummaryItems.UniqueId);

    private readonly Dictionary<string, uint> _validities = new(StringComparer.Ordinal);
    private MailClient _client = connected;
    private LimitedServer _limited = new(connected.Words, connected.Announced);
    private Dictionary<string, IMailFolder>? _folders;
    private bool _ignoresPositions;
    private bool _isSpent;
    private string? _lastRefusal;
    private MailFaultException? _violation;
    private int _violations;

    public ImapClient Client => _client;

    public FaultReader Faults => faults;

    /// <summary>The server's last refusal; null if its last words were something else.</summary>
    public ResponseClassifier? LastRefusal => (_isSpent ? _lastRefusal : _client.Words.LastRefusal) is { } words ? new ResponseClassifier(words, faults.Screen) : null;

    /// <summary>Whether several messages go in one APPEND (RFC 3502).</summary>
    public bool HasMultiAppend => _client.Capabilities.HasFlag(ImapCapabilities.MultiAppend);

    /// <summary>The largest message that the server takes, in bytes (RFC 7889); null if it does not say.</summary>
    public long? AppendLimit => _client.AppendLimit;

    /// <summary>Whether the server may show no more than a part of a large folder (RFC 9586).</summary>
    public bool ShowsLimitedView => _client.Announced.HasUidOnly;

    /// <summary>By how much the server has been slow so far, on any of its connections.</summary>
    public TimeSpan Slowness => overtime.Slowness;

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command; its token ends when the server is too slow.</param>
    /// <param name="bytes">How much is moved, which lengthens the deadline.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> command, long bytes, CancellationToken cancellationToken)
    {
        await RenewAsync(cancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Allow(bytes));
        var (begun, wire, before) = (Stopwatch.GetTimestamp(), _client.Wire, _client.Wire.Received);
        try
        {
            _client.AskBeforeLiterals();
            return await command(deadline.Token);
        }
        catch (Exception fault) when (cancellationToken.IsCancellationRequested && fault is not OperationCanceledException)
        {
            throw new OperationCanceledException("The copy was called off.", fault, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            var read = faults.Read(fault, _client.Words.LastRefusal);
            CloseIfInDoubt(fault, read);
            if (read == fault)
            {
                throw;
            }

            throw read;
        }
        finally
        {
            if (bytes != long.MaxValue)
            {
                overtime.Spend(begun, bytes + wire.Received - before);
            }
        }
    }

    /// <summary>Whether each message waits until the server asks for it.</summary>
    public bool IsCautious
    {
        set => _client.Wire.IsCautious = value;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<CancellationToken, Task> command, CancellationToken cancellationToken) => RunAsync(
        async token =>
        {
            await command(token);
            return true;
        },
        0,
        cancellationToken);

    /// <summary>The folder of that name, as the server listed it at first; null if it was not among them.</summary>
    public async Task<IMailFolder?> FindListedAsync(string name, CancellationToken cancellationToken)
    {
        if (_folders is null)
        {
            Remember(await RunAsync(ListAsync, 0, cancellationToken));
        }

        return _folders!.GetValueOrDefault(name);
    }

    /// <summary>The folder of that name, even if another connection has made it only now; null if there is none.</summary>
    public async Task<IMailFolder?> FindAsync(string name, CancellationToken cancellationToken) =>
        await FindInAnySpellingAsync(name, cancellationToken) is { } found && found.FullName == name ? found : null;

    /// <summary>The same, in whatever spelling the server lists it: to some, names that differ by case alone are one.</summary>
    public async Task<IMailFolder?> FindInAnySpellingAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindListedAsync(name, cancellationToken) is { } listed)
        {
            return listed;
        }

        try
        {
            var found = await RunAsync(token => _client.GetFolderAsync(name, token), 0, cancellationToken);
            Add(found);
            return found;
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            return null;
        }
    }

    /// <summary>The folder of that name, which is known to be there; null if the server does not list it even after a while.</summary>
    public async Task<IMailFolder?> AwaitAsync(string name, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, cancellationToken);
        for (var wait = ShortestListingWait; found is null && wait <= LongestListingWait; wait *= 2)
        {
            await Task.Delay(wait, cancellationToken);
            found = await FindAsync(name, cancellationToken);
        }

        return found;
    }

    /// <summary>Makes a folder by its full name; null if the server does not list it then.</summary>
    public Task<IMailFolder?> CreateAsync(string path, CancellationToken cancellationToken) => RunAsync(token => _client.CreateAsync(path, token), 0, cancellationToken);

    /// <summary>Notes a folder that has been made.</summary>
    public void Add(IMailFolder folder) => _folders![folder.FullName] = folder;

    /// <summary>Notes the folders that the server lists, so that they need not be listed once more.</summary>
    public void Remember(IEnumerable<IMailFolder> folders)
    {
        _folders = new Dictionary<string, IMailFolder>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            _folders.TryAdd(folder.FullName, folder);
        }
    }

    /// <summary>
    /// Selects a folder. At the destination never with EXAMINE, as long as it takes SELECT: Courier refuses APPEND into a folder on a connection
    /// that has opened it so. What can only be read there, SELECT opens for reading (RFC 3501, section 6.3.1).
    /// </summary>
    /// <exception cref="MailFaultException">It is gone, or may not be read or changed.</exception>
    public async Task<IMailFolder> OpenAsync(string name, FolderAccess access, CancellationToken cancellationToken)
    {
        var folder = await AwaitAsync(name, cancellationToken) ?? throw faults.Read(new FolderNotFoundException("lists a folder no more", name), null);
        if (!folder.IsOpen || folder.Access < access)
        {
            await SelectAsync(folder, name, access, cancellationToken);
            if (folder.Access < access)
            {
                throw faults.ReadOnly(name);
            }
        }

        _validities[name] = folder.UidValidity;
        return folder;
    }

    /// <summary>Selects a folder for writing, and for reading alone right afterwards, which changes nothing in it (RFC 3501, section 6.3.2).</summary>
    public async Task<IMailFolder> SelectOnceAsync(string name, CancellationToken cancellationToken)
    {
        var folder = await OpenAsync(name, FolderAccess.ReadWrite, cancellationToken);
        await RunAsync(token => folder.OpenAsync(FolderAccess.ReadOnly, token), 0, cancellationToken);
        _validities[name] = folder.UidValidity;
        return folder;
    }

    /// <summary>Lists the names of all folders that there are now.</summary>
    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken) =>
        [.. (await RunAsync(ListAsync, 0, cancellationToken)).Select(folder => folder.FullName)];

    /// <summary>Selects a folder with the messages that have come only now: for writing, unless it is only to be looked at.</summary>
    public async Task<IMailFolder> OpenAnewAsync(string name, CancellationToken cancellationToken, FolderAccess access = FolderAccess.ReadWrite)
    {
        if (await FindAsync(name, cancellationToken) is { IsOpen: true } open)
        {
            // A folder that was selected before hears of new messages only when it asks, and of UIDNEXT only by STATUS.
            await RunAsync(token => _client.NoOpAsync(token), cancellationToken);
            if (!await TryAskStateAsync(open, StatusItems.Count | StatusItems.UidNext, cancellationToken))
            {
                await CloseAsync(open, cancellationToken);
            }
        }

        return await OpenAsync(name, access, cancellationToken);
    }

    /// <summary>Asks for the state of a folder with STATUS (RFC 3501, section 6.3.10), wherever the server has not failed to tell it before.</summary>
    /// <returns>False if it does not tell. The folder is to be selected then, over another connection if this one has broken: that tells as much.</returns>
    public async Task<bool> TryAskStateAsync(IMailFolder folder, StatusItems items, CancellationToken cancellationToken)
    {
        if (!breaks.MayAskState(folder.FullName))
        {
            return false;
        }

        try
        {
            await RunAsync(token => folder.StatusAsync(items, token), cancellationToken);
            return true;
        }
        catch (MailFaultException fault) when (!fault.IsThrottled)
        {
            breaks.NoteUntold(folder.FullName, fault.IsBreak);
            if (fault.IsBreak)
            {
                Abandon();
            }

            return false;
        }
    }

    /// <summary>Leaves a folder without changing anything in it, so that it tells its state anew when it is opened. One of a connection that is no more is left already.</summary>
    public Task CloseAsync(IMailFolder folder, CancellationToken cancellationToken) =>
        _isSpent || !folder.IsOpen ? Task.CompletedTask : RunAsync(token => folder.CloseAsync(expunge: false, token), cancellationToken);

    /// <summary>What the server says about messages; it leaves out those that do not exist.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Which.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <param name="headers">Gets the headers, where the request asks for some.</param>
    public async Task<IList<IMessageSummary>> DescribeAsync(
        IMailFolder folder, UidSet uids, IFetchRequest request, CancellationToken cancellationToken, HeaderIntake? headers = null)
    {
        var messages = new List<IMessageSummary>();
        folder = await FindAgainAsync(folder, cancellationToken);
        await _limited.RunAsync(uids, folder.Count, async wanted =>
        {
            var before = messages.Count;

            // MailKit counts in 31 bits, and asks for nothing where that overflows.
            foreach (var part in wanted.Split(int.MaxValue))
            {
                await DescribePartAsync(folder, part, request, headers, messages, cancellationToken);
            }

            return UidSet.Of(messages.Skip(before).Select(message => message.UniqueId.Id));
        });

        // The mail library knows no date before 1969, and no other that is written in an unusual way.
        foreach (var message in messages.OfType<MessageSummary>())
        {
            if (_client.Words.Filter.TryTakeDate(message.UniqueId.Id, out var received))
            {
                message.InternalDate = received;
            }
        }

        _client.Words.Filter.ForgetDates();
        return messages;
    }

    /// <summary>How many folders have been listed since the last time in a way that can't be read.</summary>
    public int TakeUnreadFolders() => _client.Wire.TakeUnreadFolders();

    /// <summary>The names that have been listed since the last time, and that the library can't tell from others.</summary>
    public IReadOnlyList<Respelling> TakeRespellings() => _client.Wire.TakeRespellings();

    /// <summary>How many flags of messages have not been read since the last time, since one message had too many of them.</summary>
    public int TakeUnreadFlags() => _client.Words.Filter.TakeUnreadFlags();

    /// <summary>Those messages of a range that exist, or that have been received since a date.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Their first and last bound the range.</param>
    /// <param name="since">The server knows days only, and those of its own time zone: messages of the day before are among them. Null = any.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task<UidSet> SearchAsync(IMailFolder folder, UidSet uids, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (uids.IsEmpty)
        {
            return new UidSet();
        }

        folder = await FindAgainAsync(folder, cancellationToken);
        var parts = new List<UidSet>();
        var options = _client.Capabilities.HasFlag(ImapCapabilities.ESearch) ? "RETURN (ALL) " : string.Empty;
        var dated = since is { } date ? string.Create(CultureInfo.InvariantCulture, $" SINCE {date.UtcDateTime.AddDays(-1):d-MMM-yyyy}") : string.Empty;

        // From the last message on, since those behind one that is deleted meanwhile move up. Positions bound an answer, however few UIDs of a range exist.
        // A server that says it holds more than any does is not asked for each of them: its whole answer has to fit into one line.
        var window = folder.Count > MostHeld ? folder.Count : Math.Min(_limited.Most ?? LargestAnswer, LargestAnswer);
        for (var last = folder.Count; last > 0; last -= window)
        {
            var positions = folder.Count > window && !_ignoresPositions ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, last - window + 1)}:{last} ") : string.Empty;
            await SearchPartAsync(UidSet.Between(uids.First, uids.Last), positions);
            if (_ignoresPositions)
            {
                break;
            }
        }

        return Join(parts);

        Task SearchPartAsync(UidSet range, string positions) => _limited.RunAsync(range, 0, async wanted =>
        {
            var query = $"{options}{positions}UID {wanted}{dated}";
            var (first, end) = (wanted.First, wanted.Last);
            try
            {
                var part = await RunAsync(async token => (await ((ImapFolder)folder).SearchAsync(query, token)).UniqueIds.ToUidSet(folder.Count), 0, cancellationToken);
                parts.Add(part);
                _violations = _ignoresPositions ? 0 : _violations;
                return part;
            }
            catch (MailFaultException fault) when (fault.InnerException is WireException { IsLongLine: true } && end - first > LongestSpan)
            {
                // Positions should have kept the answer short, but UIDs do too: from the highest on, as far as any may be.
                _ignoresPositions = true;
                folder = await FindAgainAsync(folder, cancellationToken);
                var next = folder.UidNext?.Id is { } told && told > first && told < end ? told : end;
                var middle = first + ((next - first) / 2);
                foreach (var half in new[] { UidSet.Between(next + 1, next < end ? end : 0), UidSet.Between(middle + 1, next), UidSet.Between(first, middle) })
                {
                    await SearchPartAsync(half, string.Empty);
                }

                return null;
            }
        });
    }

    /// <summary>The UIDs of all messages that the server shows one by one, for one that leaves some out when it searches.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="isOverdue">Whether a server that shows a few at a time has been waited for long enough.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task<UidSet> EnumerateAsync(IMailFolder folder, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        folder = await FindAgainAsync(folder, cancellationToken);
        var (shown, count, scant) = (new UidSet(), 0, 0);
        var window = Math.Min(_limited.Most ?? FetchWindow, FetchWindow);

        // A server that says it holds millions is not asked for each when it shows none, or one now and then.
        for (var last = folder.Count; last > 0 && scant < ScantWindows && count <= MostHeld; last -= window)
        {
            var first = Math.Max(0, last - window);
            var (isShown, isWhole) = (false, false);

            // It may answer for fewer at once than it is asked for.
            for (var left = Enumerable.Range(first, last - first).ToList(); left.Count > 0;)
            {
                var messages = await RunAsync(token => folder.FetchAsync(left, UidOnly, token), 0, cancellationToken);
                foreach (var message in messages)
                {
                    shown.Add(message.UniqueId.Id);
                }

                count += messages.Count;
                var rest = left.Except(messages.Select(message => message.Index)).ToList();
                (isShown, isWhole) = (isShown || messages.Count > 0, rest.Count == 0);
                left = rest.Count < left.Count && IsWorthWaiting() ? rest : [];
            }

            scant = isWhole || (isShown && IsWorthWaiting()) ? 0 : scant + 1;
        }

        return shown;

        bool IsWorthWaiting() => folder.Count <= MostHeld && !isOverdue();
    }

    /// <summary>Changes flags of messages.</summary>
    /// <param name="folder">Selected for writing.</param>
    /// <param name="uids">Which messages.</param>
    /// <param name="request">The change.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public Task StoreAsync(IMailFolder folder, UidSet uids, IStoreFlagsRequest request, CancellationToken cancellationToken) =>
        _limited.RunAsync(uids, folder.Count, async part =>
        {
            await RunAsync(token => folder.StoreAsync(part.ToUniqueIds(), request, token), 0, cancellationToken);
            return null;
        });

    /// <summary>Fetches whole messages with one command, without marking them as read.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Which.</param>
    /// <param name="receive">Gets each message, and with it the duty to dispose it.</param>
    /// <param name="isOverdue">Whether no message has got through for longer than is waited for.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task FetchAsync(IMailFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        folder = await FindAgainAsync(folder, cancellationToken);
        await _limited.RunAsync(uids, folder.Count, async part =>
        {
            var received = new UidSet();
            await FetchPartAsync(
                folder,
                part,
                (uid, content) =>
                {
                    received.Add(uid);
                    receive(uid, content);
                },
                isOverdue,
                cancellationToken);
            return received;
        });
    }

    public void Dispose() => _client.Dispose();

    // One message that is described in a way that can't be read must not keep the others back. It is not described then, and so is missing.
    private async Task DescribePartAsync(
        IMailFolder folder, UidSet uids, IFetchRequest request, HeaderIntake? headers, List<IMessageSummary> messages, CancellationToken cancellationToken)
    {
        try
        {
            messages.AddRange(headers is null
                ? await RunAsync(token => folder.FetchAsync(uids.ToUniqueIds(), request, token), 0, cancellationToken)
                : await FetchHeadersAsync(folder, uids, request, headers, cancellationToken));
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.InnerException is ImapProtocolException or FormatException or ArgumentException)
        {
            foreach (var half in uids.Count > 1 ? uids.Split((int)Math.Min((uids.Count + 1) / 2, int.MaxValue)) : [])
            {
                await DescribePartAsync(await FindAgainAsync(folder, cancellationToken), half, request, headers, messages, cancellationToken);
            }
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.InnerException is ImapCommandException && _client.Words.LastLimit is null)
        {
            // GNU imap4d refuses to tell of UIDs of which no message has any, where others answer with nothing.
            if (!(await SearchAsync(folder, uids, since: null, cancellationToken)).Intersect(uids).IsEmpty)
            {
                throw;
            }
        }
    }

    // Some headers are as large as messages, and take as long.
    private Task<IList<IMessageSummary>> FetchHeadersAsync(IMailFolder folder, UidSet uids, IFetchRequest request, HeaderIntake headers, CancellationToken cancellationToken) => RunAsync(
        async token =>
        {
            var wire = _client.Wire;
            using var pace = new Pace(2 * idleTimeout, () => wire.Received, headers.IsOverdue, token);
            folder.MessageSummaryFetched += Take;
            try
            {
                var messages = await folder.FetchAsync(uids.ToUniqueIds(), request, pace.Token);
                headers.Complete(messages);
                return messages;
            }
            finally
            {
                folder.MessageSummaryFetched -= Take;
            }

            void Take(object? sender, MessageSummaryFetchedEventArgs fetched)
            {
                if (headers.TryTake(fetched.Message))
                {
                    pace.Begin();
                }
            }
        },
        long.MaxValue,
        cancellationToken);

    private Task<bool> FetchPartAsync(IMailFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken) => RunAsync(
        async token =>
        {
            var wire = _client.Wire;
            using var pace = new Pace(2 * idleTimeout, () => wire.Received, isOverdue, token);
            await ((ImapFolder)folder).GetStreamsAsync(
                uids.ToUniqueIds(),
                (_, _, uid, stream, _) =>
                {
                    receive(uid.Id, ((BodyStream)stream).Take());
                    pace.Begin();
                    _violations = 0;
                    return Task.CompletedTask;
                },
                pace.Token);
            return true;
        },
        long.MaxValue,
        cancellationToken);

    // Put together once, from the lowest on: each that is put before many others moves them all.
    private static UidSet Join(List<UidSet> parts)
    {
        var all = new UidSet();
        foreach (var (first, last) in parts.AsEnumerable().Reverse().SelectMany(part => part.Ranges))
        {
            all.Add(first, last);
        }

        return all;
    }

    private async Task SelectAsync(IMailFolder folder, string name, FolderAccess access, CancellationToken cancellationToken)
    {
        try
        {
            await breaks.WatchAsync(name, () => OpenAsync(folder, access, cancellationToken));
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.BreaksOfFolder is not null && !_isSpent && !_client.IsConnected)
        {
            // Other folders go on over another connection.
            Abandon();
            throw;
        }
    }

    private void Abandon()
    {
        _lastRefusal = null;
        _client.Dispose();
        (_folders, _isSpent, _violation) = (null, true, null);
    }

    private async Task OpenAsync(IMailFolder folder, FolderAccess access, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(token => folder.OpenAsync(faults.IsDestination ? FolderAccess.ReadWrite : access, token), 0, cancellationToken);
        }
        catch (MailFaultException fault) when (faults.IsDestination && access == FolderAccess.ReadOnly && !fault.IsTransient && fault.InnerException is ImapCommandException && !_isSpent)
        {
            // Nothing can be added to it then, so that EXAMINE does no harm.
            await RunAsync(token => folder.OpenAsync(access, token), 0, cancellationToken);
        }
    }

    /// <summary>Connects anew, if the last answer has left the connection of no more use.</summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (_isSpent)
        {
            if (_violation is { } violation && ++_violations > MaxViolations)
            {
                throw new MailFaultException(violation.Fault, violation.Message, isTransient: false, violation);
            }

            _client = await connect(cancellationToken);
            _limited = new LimitedServer(_client.Words, _client.Announced);
            (_isSpent, _violation) = (false, null);
        }
    }

    // What was sent before a refusal may be read as commands: nothing more is said over such a connection.
    private void CloseIfInDoubt(Exception fault, MailFaultException read)
    {
        if (!_isSpent && ((fault is ImapCommandException && _client.Wire.IsInDoubt) || (!read.IsTransient && !_client.IsConnected)))
        {
            _lastRefusal = _client.Words.LastRefusal;
            _client.Dispose();
            (_folders, _isSpent, _violation) = (null, true, fault is ImapCommandException ? null : read);
        }
    }

    /// <summary>The folder over the connection that is in use now, selected.</summary>
    private async Task<IMailFolder> FindAgainAsync(IMailFolder folder, CancellationToken cancellationToken)
    {
        if (folder.IsOpen && !_isSpent)
        {
            return folder;
        }

        var before = _validities.GetValueOrDefault(folder.FullName);
        var again = await OpenAsync(folder.FullName, FolderAccess.ReadOnly, cancellationToken);
        return again.UidValidity == before ? again : throw faults.Read(new FolderNotFoundException("has replaced a folder", folder.FullName), null);
    }

    private TimeSpan Allow(long bytes) =>
        bytes == long.MaxValue ? Timeout.InfiniteTimeSpan : overtime.Limit((2 * idleTimeout) + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond), bytes);

    private async Task<List<IMailFolder>> ListAsync(CancellationToken cancellationToken)
    {
        var folders = await Namespaces.ListAsync(_client, StatusItems.None, cancellationToken);
        if (_client.Inbox is { } inbox && !folders.Contains(inbox))
        {
            folders.Insert(0, inbox);
        }

        return folders;
    }
}
