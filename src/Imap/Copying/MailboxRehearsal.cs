using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Finds out what the copy of a mailbox would do. It only reads, on both sides.</summary>
/// <param name="copy">What would be copied.</param>
/// <param name="options">The operator's settings.</param>
/// <param name="connectors">Knows how the servers are spoken with.</param>
/// <param name="counters">Gets what could not be copied, and what an operator should know.</param>
/// <param name="backoff">Says when a source that shows a few messages at a time has been waited for long enough.</param>
/// <param name="clock">The time.</param>
internal sealed class MailboxRehearsal(
    MailboxCopy copy, MailboxCopyOptions options, IConnectorFactory connectors, CopyCounters counters, Backoff backoff, TimeProvider clock)
{
    // What is told of so many messages is held at once.
    private const int Window = 1000;

    /// <summary>Looks at all folders.</summary>
    /// <exception cref="MailFaultException">A server can't be reached or asked.</exception>
    public async Task<Rehearsal> RunAsync(CancellationToken cancellationToken)
    {
        LoginGuard.Check(copy);
        var servers = new PairConnector(
            connectors.Create(MailSide.Source, copy, counters.Screen, () => backoff.IsOver),
            connectors.Create(MailSide.Destination, copy, counters.Screen, () => backoff.IsOver));
        using var checkpoints = new CheckpointWriter(copy.Checkpoints, clock);
        using var connections = await servers.ConnectAsync(cancellationToken);
        var plan = await new MailboxPlanner(copy, counters, checkpoints, clock).PlanAsync(connections, cancellationToken);
        foreach (var note in plan.Notes)
        {
            counters.Note(note);
        }

        using var slots = new SemaphoreSlim(1);
        var mailbox = new MailboxContext(copy, options, clock, counters, backoff, new WorkQueue(), checkpoints, slots, plan);
        var folders = new List<RehearsedFolder>();
        foreach (var folder in plan.Folders)
        {
            if (await TryLookAsync(folder, connections.Source, mailbox, cancellationToken) is { } seen)
            {
                folders.Add(seen);
            }
        }

        return new Rehearsal(folders, plan.MessagesLeftOut, connections.Destination.AppendLimit);
    }

    // What can't be read costs only itself, as in a copy.
    private static async Task<RehearsedFolder?> TryLookAsync(FolderCopy folder, IMailSession source, MailboxContext mailbox, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(folder, source, mailbox, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.Fault is CopyFault.Protocol or CopyFault.Permission or CopyFault.Incomplete)
        {
            mailbox.Counters.Failed(new CopyFailure(folder.Route.Source.Name, null, null, fault.Fault, fault.Message));
            return null;
        }
    }

    private static async Task<RehearsedFolder> LookAsync(FolderCopy folder, IMailSession source, MailboxContext mailbox, CancellationToken cancellationToken)
    {
        if (folder.IsUnchanged || folder.Source is { WasNeverUsed: true })
        {
            var rest = folder.AccountUnchanged(folder.MessagesAtSource);
            return Tell(folder, mailbox, folder.MessagesAtSource, [], rest.AlreadyThere, tooLarge: 0, rest.LeftOut, missing: 0);
        }

        var from = await source.OpenAsync(folder.Route.Source.Name, FolderAccess.ReadOnly, cancellationToken);
        var isSetBack = from.UidValidity == folder.State.SourceUidValidity && await SetBack.IsSetBackAsync(source, from, folder.State.SourceBound, cancellationToken);
        folder.Begin(FolderStatus.Of(from), isSetBack);
        var shown = await source.SearchAsync(from, folder.State.FindOpen(uint.MaxValue), since: null, cancellationToken);
        var wanted = mailbox.Copy.FromDate is { } date ? shown.Intersect(await source.SearchAsync(from, shown, date, cancellationToken)) : shown;
        var lister = new MessageLister(folder, source, mailbox);
        var sizes = new List<uint>();
        foreach (var window in wanted.Split(Window))
        {
            sizes.AddRange((await lister.ListAsync(from, window, cancellationToken)).Select(message => message.Size));
        }

        var copied = Math.Min(folder.State.CopiedBefore, Math.Max(0, from.Count - shown.Count));
        var leftOut = shown.Count - wanted.Count + folder.State.LeftOutCount;
        return Tell(folder, mailbox, from.Count, sizes, copied, wanted.Count - sizes.Count - folder.State.LeftOutCount, leftOut, Math.Max(0, from.Count - shown.Count - copied));
    }

    private static RehearsedFolder Tell(FolderCopy folder, MailboxContext mailbox, long messages, List<uint> sizes, long copied, long tooLarge, long leftOut, long missing) => new(
        mailbox.Screen.HideInName(folder.Route.Source.Name),
        mailbox.Screen.HideInName(folder.DestinationName),
        messages,
        sizes.Count,
        sizes.Sum(size => (long)size),
        copied,
        tooLarge,
        leftOut,
        missing,
        folder.Unknown is { IsEmpty: true } ? 0 : folder.HeldThere is { } held ? Math.Max(0, held - folder.State.PlacedCount) : null);
}
