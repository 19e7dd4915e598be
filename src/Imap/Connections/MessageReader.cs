using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Finds, describes and fetches the messages of folders, as <see cref="IMailSession"/> has it.</summary>
/// <param name="channel">To the server.</param>
/// <param name="findAgain">The folder over the connection that is in use now, selected.</param>
internal sealed class MessageReader(CommandChannel channel, Func<SessionFolder, CancellationToken, Task<SessionFolder>> findAgain)
{
    // Without ESEARCH (RFC 4731) each message takes some 8 bytes of one line.
    private const int LargestAnswer = 10_000;

    // The UIDs of a range of so many fit into one line, however many of them there are.
    private const int LongestSpan = WireLimits.Line / 12;

    private const int ScantWindows = 3;

    private const int FetchWindow = 1000;

    private static readonly FetchRequest UidOnly = new(MessageSummaryItems.UniqueId);

    private bool _ignoresPositions;

    /// <inheritdoc cref="IMailSession.SearchAsync"/>
    public async Task<UidSet> SearchAsync(SessionFolder folder, UidSet uids, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (uids.IsEmpty)
        {
            return new UidSet();
        }

        folder = await findAgain(folder, cancellationToken);
        var parts = new List<UidSet>();
        var options = channel.Client.Capabilities.HasFlag(ImapCapabilities.ESearch) ? "RETURN (ALL) " : string.Empty;
        var dated = since is { } date ? string.Create(CultureInfo.InvariantCulture, $" SINCE {date.UtcDateTime.AddDays(-1):d-MMM-yyyy}") : string.Empty;

        // From the last message on, since those behind one that is deleted meanwhile move up. Positions bound an answer, however few UIDs of a range exist.
        // A server that says it holds more than any does is not asked for each of them: its whole answer has to fit into one line.
        var window = folder.Count > IMailSession.MostHeld ? folder.Count : Math.Min(channel.Limited.Most ?? LargestAnswer, LargestAnswer);
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

        Task SearchPartAsync(UidSet range, string positions) => channel.Limited.RunAsync(range, 0, async wanted =>
        {
            var query = $"{options}{positions}UID {wanted}{dated}";
            var (first, end) = (wanted.First, wanted.Last);
            try
            {
                var part = await channel.RunAsync(async token => (await folder.SearchAsync(query, token)).UniqueIds.ToUidSet(folder.Count), 0, cancellationToken);
                parts.Add(part);
                if (_ignoresPositions)
                {
                    channel.Forgive();
                }

                return part;
            }
            catch (MailFaultException fault) when (fault.InnerException is WireException { IsLongLine: true } && end - first > LongestSpan)
            {
                // Positions should have kept the answer short, but UIDs do too: from the highest on, as far as any may be.
                _ignoresPositions = true;
                folder = await findAgain(folder, cancellationToken);
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

    /// <inheritdoc cref="IMailSession.EnumerateAsync"/>
    public async Task<UidSet> EnumerateAsync(SessionFolder folder, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        folder = await findAgain(folder, cancellationToken);
        var (shown, count, scant) = (new UidSet(), 0, 0);
        var window = Math.Min(channel.Limited.Most ?? FetchWindow, FetchWindow);

        // A server that says it holds millions is not asked for each when it shows none, or one now and then.
        for (var last = folder.Count; last > 0 && scant < ScantWindows && count <= IMailSession.MostHeld; last -= window)
        {
            var first = Math.Max(0, last - window);
            var (isShown, isWhole) = (false, false);

            // It may answer for fewer at once than it is asked for.
            for (var left = Enumerable.Range(first, last - first).ToList(); left.Count > 0;)
            {
                var messages = await channel.RunAsync(token => folder.FetchAsync(left, UidOnly, token), 0, cancellationToken);
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

        bool IsWorthWaiting() => folder.Count <= IMailSession.MostHeld && !isOverdue();
    }

    /// <inheritdoc cref="IMailSession.DescribeAsync"/>
    public async Task<IReadOnlyList<MessageDescription>> DescribeAsync(
        SessionFolder folder, UidSet uids, MessageRequest request, HeaderIntake? headers, CancellationToken cancellationToken)
    {
        var (messages, asked) = (new List<MessageDescription>(), request.ToTheirs());
        folder = await findAgain(folder, cancellationToken);
        await channel.Limited.RunAsync(uids, folder.Count, async wanted =>
        {
            var before = messages.Count;

            // MailKit counts in 31 bits, and asks for nothing where that overflows.
            foreach (var part in wanted.Split(int.MaxValue))
            {
                await DescribePartAsync(folder, part, asked, headers, messages, cancellationToken);
            }

            return UidSet.Of(messages.Skip(before).Select(message => message.Uid));
        });
        channel.Client.Words.Filter.ForgetDates();
        return messages;
    }

    /// <inheritdoc cref="IMailSession.FetchAsync"/>
    public async Task FetchAsync(
        SessionFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        folder = await findAgain(folder, cancellationToken);
        await channel.Limited.RunAsync(uids, folder.Count, async part =>
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

    // One message that is described in a way that can't be read must not keep the others back. It is not described then, and so is missing.
    private async Task DescribePartAsync(
        SessionFolder folder, UidSet uids, FetchRequest request, HeaderIntake? headers, List<MessageDescription> messages, CancellationToken cancellationToken)
    {
        try
        {
            var found = headers is null
                ? await channel.RunAsync(token => folder.FetchAsync(uids.ToUniqueIds(), request, token), 0, cancellationToken)
                : await FetchHeadersAsync(folder, uids, request, headers, cancellationToken);
            messages.EnsureCapacity(messages.Count + found.Count);
            messages.AddRange(found.Select(Describe));
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.InnerException is ImapProtocolException or FormatException or ArgumentException)
        {
            foreach (var half in uids.Count > 1 ? uids.Split((int)Math.Min((uids.Count + 1) / 2, int.MaxValue)) : [])
            {
                await DescribePartAsync(await findAgain(folder, cancellationToken), half, request, headers, messages, cancellationToken);
            }
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.IsRefusal && channel.Client.Words.LastLimit is null)
        {
            // GNU imap4d refuses to tell of UIDs of which no message has any, where others answer with nothing.
            if (!(await SearchAsync(folder, uids, since: null, cancellationToken)).Intersect(uids).IsEmpty)
            {
                throw;
            }
        }
    }

    // The library knows no date before 1969, and no other that is written in an unusual way.
    private MessageDescription Describe(IMessageSummary message) =>
        message.ToDescription(channel.Client.Words.Filter.TryTakeDate(message.UniqueId.Id, out var received) ? received : message.InternalDate);

    // Some headers are as large as messages, and take as long.
    private Task<IList<IMessageSummary>> FetchHeadersAsync(
        SessionFolder folder, UidSet uids, FetchRequest request, HeaderIntake headers, CancellationToken cancellationToken) => channel.RunAsync(
        async token =>
        {
            var wire = channel.Client.Wire;
            using var pace = new Pace(2 * channel.IdleTimeout, () => wire.Received, headers.IsOverdue, token);
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

    private Task<bool> FetchPartAsync(
        SessionFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken) => channel.RunAsync(
        async token =>
        {
            var wire = channel.Client.Wire;
            using var pace = new Pace(2 * channel.IdleTimeout, () => wire.Received, isOverdue, token);
            await folder.GetStreamsAsync(
                uids.ToUniqueIds(),
                (_, _, uid, stream, _) =>
                {
                    receive(uid.Id, ((BodyStream)stream).Take());
                    pace.Begin();
                    channel.Forgive();
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
}
