using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Finds, describes and fetches the messages of folders, as <see cref="IMailSession"/> has it.</summary>
/// <param name="channel">To the server.</param>
/// <param name="spillAbove">How long a message may be in memory, in bytes.</param>
/// <param name="findAgain">The folder over the connection that is in use now, selected.</param>
internal sealed class MessageReader(CommandChannel channel, int spillAbove, Func<SessionFolder, CancellationToken, Task<SessionFolder>> findAgain)
{
    // Without ESEARCH (RFC 4731) each message takes some 8 bytes of one line.
    private const int LargestAnswer = 10_000;

    // The UIDs of a range of so many fit into one line, however many of them there are.
    private const int LongestSpan = WireLimits.Line / 12;

    private const int ScantWindows = 3;

    private const int FetchWindow = 1000;

    private bool _ignoresPositions;
    private int _unreadFlags;

    /// <inheritdoc cref="IMailSession.TakeUnreadFlags"/>
    public int TakeUnreadFlags()
    {
        var unread = _unreadFlags;
        _unreadFlags = 0;
        return unread;
    }

    /// <inheritdoc cref="IMailSession.SearchAsync"/>
    public async Task<UidSet> SearchAsync(SessionFolder folder, UidSet uids, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (uids.IsEmpty)
        {
            return new UidSet();
        }

        folder = await findAgain(folder, cancellationToken);
        var parts = new List<UidSet>();
        var day = since is { } date ? DateOnly.FromDateTime(date.UtcDateTime.AddDays(date.UtcDateTime.Date > DateTime.MinValue ? -1 : 0)) : (DateOnly?)null;

        // From the last message on, since those behind one that is deleted meanwhile move up. Positions bound an answer, however few UIDs of a range exist.
        // A server that says it holds more than any does is not asked for each of them: its whole answer has to fit into one line.
        var window = folder.Count > IMailSession.MostHeld ? folder.Count : Math.Min(channel.Limited.Most ?? LargestAnswer, LargestAnswer);
        for (var last = folder.Count; last > 0; last -= window)
        {
            var positions = folder.Count > window && !_ignoresPositions ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, last - window + 1)}:{last}") : string.Empty;
            await SearchPartAsync(UidSet.Between(uids.First, uids.Last), positions);
            if (_ignoresPositions)
            {
                break;
            }
        }

        return Join(parts);

        Task SearchPartAsync(UidSet range, string positions) => channel.Limited.RunAsync(range, 0, async wanted =>
        {
            var (first, end) = (wanted.First, wanted.Last);
            try
            {
                var part = await channel.RunAsync(token => channel.Client.SearchAsync(folder.Count, positions, wanted, day, token), 0, cancellationToken);
                parts.Add(part);

                // It has answered for all positions at once.
                _ignoresPositions |= positions.Length > 0 && part.Count > window + SearchAnswer.MayHaveChanged;
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
                var next = folder.UidNext is { } told && told > first && told < end ? told : end;
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
            for (var left = UidSet.Between((uint)first + 1, (uint)last); !left.IsEmpty;)
            {
                var positions = new UidSet();
                await channel.RunAsync(token => channel.Client.EnumerateAsync(left, Take, token), cancellationToken);
                var rest = left.Except(positions);
                (isShown, isWhole) = (isShown || !positions.IsEmpty, rest.IsEmpty);
                left = rest.Count < left.Count && IsWorthWaiting() ? rest : new UidSet();

                void Take(uint position, uint uid)
                {
                    positions.Add(position);
                    shown.Add(uid);
                    count++;
                }
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
        var messages = new List<MessageDescription>();
        folder = await findAgain(folder, cancellationToken);
        await channel.Limited.RunAsync(uids, folder.Count, async wanted =>
        {
            var before = messages.Count;
            await DescribePartAsync(folder, wanted, request, headers, messages, cancellationToken);
            return UidSet.Of(messages.Skip(before).Select(message => message.Uid));
        });
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

    private async Task DescribePartAsync(
        SessionFolder folder, UidSet uids, MessageRequest request, HeaderIntake? headers, List<MessageDescription> messages, CancellationToken cancellationToken)
    {
        try
        {
            var found = new DescriptionList(request, headers);
            await (headers is null
                ? channel.RunAsync(token => channel.Client.DescribeAsync(uids, request, found.Take, token), cancellationToken)
                : DescribeAsync(uids, request, found, headers.IsOverdue, cancellationToken));
            messages.AddRange(found.Complete());
            _unreadFlags += found.UnreadFlags;
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.IsRefusal && channel.Client.LastLimit is null)
        {
            // GNU imap4d refuses to tell of UIDs of which no message has any, where others answer with nothing.
            if (!(await SearchAsync(folder, uids, since: null, cancellationToken)).Intersect(uids).IsEmpty)
            {
                throw;
            }
        }
    }

    // Some headers are as large as messages, and take as long.
    private Task<bool> DescribeAsync(
        UidSet uids, MessageRequest request, DescriptionList found, Func<bool> isOverdue, CancellationToken cancellationToken) => channel.RunAsync(
        async token =>
        {
            var client = channel.Client;
            using var pace = new Pace(2 * channel.IdleTimeout, () => client.Wire.Received, isOverdue, token);
            await client.DescribeAsync(
                uids,
                request,
                message =>
                {
                    found.Take(message);
                    pace.Begin();
                },
                pace.Token);
            return true;
        },
        long.MaxValue,
        cancellationToken);

    private Task<bool> FetchPartAsync(UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken) => channel.RunAsync(
        async token =>
        {
            var client = channel.Client;
            using var pace = new Pace(2 * channel.IdleTimeout, () => client.Wire.Received, isOverdue, token);
            await client.FetchAsync(
                uids,
                spillAbove,
                (uid, content) =>
                {
                    receive(uid, content);
                    pace.Begin();
                    channel.Forgive();
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
