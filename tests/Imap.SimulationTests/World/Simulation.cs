using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Imap.Copying;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.SimulationTests.Kernel;
using Hosting.Migrations.Imap.SimulationTests.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hosting.Migrations.Imap.SimulationTests.World;

/// <summary>
/// One mailbox from its first run to its last: runs that are killed, connections that break, an owner who goes on working, states that are lost. The seed
/// decides everything, so that the same seed does the same again.
/// </summary>
internal sealed class Simulation
{
    // Of the longest that have been seen, several times as many.
    private const int MostSteps = 200_000;
    private const int MostLastRuns = 4;
    private const int Slots = 1000;

    private static readonly MailAccount Anyone = new(new MailServer("imap.example.com", 993, TransportSecurity.Tls), new MailLogin("a@example.com", new Secret("correct horse")));

    private readonly Random _random;
    private readonly SimulatedClock _clock = new();
    private readonly MemoryCheckpoints _checkpoints = new();
    private readonly MemoryMailbox _source;
    private readonly MemoryMailbox _destination;
    private readonly Owner _owner;
    private readonly Plan _plan;
    private readonly Choices _choices;
    private readonly MailboxCopyOptions _options;
    private readonly StringBuilder _story = new();
    private bool _isDisturbed;
    private bool _hasGivenUpFlags;
    private readonly HashSet<string> _keptOut = new(StringComparer.Ordinal);

    private Simulation(int seed)
    {
        _random = new Random(seed);
        _plan = Plan.Choose(_random);
        _choices = new Choices(seed, _plan, _clock);
        _source = new MemoryMailbox(_plan.Source, _random, _clock);
        _destination = new MemoryMailbox(_plan.Destination, _random, _clock);
        _owner = new Owner(_plan, _source, _destination, _random, _clock, act => Tell($"    {_clock.Elapsed.TotalSeconds,7:0.000} s: {act}"));
        _isDisturbed = _plan.LosesState || _plan.Renumbers || _plan.Source.BreaksPerThousand > 0 || _plan.Destination.BreaksPerThousand > 0;
        _options = new MailboxCopyOptions { Connections = _plan.Connections, BatchMessages = _plan.BatchMessages };
    }

    /// <summary>How many steps have been done.</summary>
    public int Steps { get; private set; }

    /// <summary>What has come of each run.</summary>
    public string Story => _story.ToString();

    /// <summary>Runs the simulation of a seed.</summary>
    /// <exception cref="SimulationException">Something is missing, or there twice, or was changed, or did not end.</exception>
    public static Simulation Run(int seed)
    {
        var simulation = new Simulation(seed);
        try
        {
            simulation.Run();
        }
        catch (Exception fault)
        {
            var what = fault is SimulationException ? fault.Message : fault.ToString();
            throw new SimulationException(
                $"Seed {seed}: {what}\n{simulation._plan}\n{simulation._story}source: {simulation._source}\ndestination: {simulation._destination}");
        }

        return simulation;
    }

    private void Run()
    {
        _owner.Begin();
        var wasNoted = true;
        for (var run = 0; run < _plan.Runs; run++)
        {
            var choice = _choices.Next();
            var killAt = _random.Next(2) == 0 ? _random.Next(1, 1 << _random.Next(3, 12)) : (int?)null;
            _owner.IsAllNoted = false;
            var outcome = Copy(_owner.WorkAsync, killAt, choice);
            Tell($"run {run}: {(outcome is null ? $"killed at {killAt}" : $"{outcome.Fault} {outcome.Reason} {outcome.Done}")}");
            if (_plan.LosesState && _random.Next(2) == 0)
            {
                var state = _random.Next(_checkpoints.Count);
                Tell($"state {state} of {_checkpoints.Count - 1} is back");
                _checkpoints.GoBackTo(state);

                // Where the state is lost, what is on its way just then arrives unseen (ADR 0012).
                _destination.LoseUnderWay();
            }

            // What a killed run has sent and not noted, a run that does not choose it does not note either.
            wasNoted = outcome is { Fault: null, Done: { MessagesFailed: 0, MessagesMissing: 0 } } && (choice is null || wasNoted);
            _owner.IsAllNoted = wasNoted;
            _isDisturbed |= outcome is null;
            _owner.Work();
        }

        (_source.Habits, _destination.Habits) = (_source.Habits.Steady(), _destination.Habits.Steady());
        var hidden = Originals().Count(message => !_plan.Source.Shows(message));
        for (var run = 1; ; run++)
        {
            var outcome = Copy(() => Task.CompletedTask, killAt: null)!;
            Tell($"last run {run}: {outcome.Fault} {outcome.Reason} {outcome.Done} {string.Join("; ", outcome.Failures)}");
            if (outcome is { Fault: null } && outcome.Done.MessagesMissing == hidden && (_plan.MayRefuse || outcome.Done.MessagesFailed == 0) && (_plan.MayRefuse || hidden > 0 || outcome.Failures is []))
            {
                break;
            }

            if (run == MostLastRuns)
            {
                throw new SimulationException("It does not come to a good end.");
            }
        }

        Check();
        var idle = Copy(() => Task.CompletedTask, killAt: null)!;
        Tell($"idle run: {idle.Fault} {idle.Reason} {idle.Done}");
        Require(idle is { Fault: null, Done.MessagesCopied: 0 }, "A run with nothing to do has done something.");
        Check();
    }

    private CopyOutcome? Copy(Func<Task> meanwhile, int? killAt, (DateTimeOffset? From, MailSelection Selection)? choice = null)
    {
        (_source.Sessions, _destination.Sessions) = (0, 0);
        var scheduler = new SimulatedScheduler(_random, _clock);
        var copy = new MailboxCopy(Anyone, Anyone, _checkpoints, FromDate: choice?.From, IsSourceTrusted: true) { Selection = choice?.Selection ?? MailSelection.All };
        var counters = new CopyCounters(_options.MaxFailures, new PasswordScreen());
        using var slots = new SemaphoreSlim(Slots);
        var backoff = new Backoff(_options, _clock, counters, _random);
        var late = _source.LeftUnderWay().Concat(_destination.LeftUnderWay()).ToList();
        var run = new MailboxRun(copy, _options, new MemoryConnectors(_source, _destination), slots, counters, backoff, _clock, NullLogger.Instance, _plan.PieceSize);
        CopyOutcome? outcome = null;
        Tell($"source: {_source}\ndestination: {_destination}\nstate: {_checkpoints}\n{_clock.Elapsed.TotalSeconds,11:0.000} s: a run begins{Choices.Describe(choice)}");
        var running = scheduler.Run(
            async () =>
            {
                var others = late.ConvertAll(stray => stray());
                others.Add(meanwhile());
                outcome = await EndAsync(run, counters);
                await Task.WhenAll(others);
            },
            killAt,
            MostSteps);
        Steps += scheduler.Steps;
        if (!running.IsCompleted)
        {
            return null;
        }

        running.GetAwaiter().GetResult();
        Require(slots.CurrentCount == Slots, "A batch has not given its slot back.");
        _hasGivenUpFlags |= outcome!.Notes.Any(note => note.StartsWith("the changed flags of ", StringComparison.Ordinal));
        var done = outcome.Done;
        Require(
            done.MessagesTotal == done.MessagesCopied + done.MessagesSkipped + done.MessagesFailed + done.MessagesLeftOut + done.MessagesMissing,
            $"The figures do not add up: {done}.");
        return outcome;
    }

    private static async Task<CopyOutcome> EndAsync(MailboxRun run, CopyCounters counters)
    {
        try
        {
            await run.RunAsync(CancellationToken.None);
            return counters.ToOutcome();
        }
        catch (Faults.MailFaultException fault)
        {
            return counters.ToOutcome(fault.Fault, fault.Message);
        }
        finally
        {
            run.Dispose();
        }
    }

    private void Check()
    {
        var there = _destination.Folders.SelectMany(folder => folder.Messages).ToLookup(message => message.Text);
        _keptOut.UnionWith(Originals().Where(message => _plan.Destination.Refuses(message) || !_plan.Source.Shows(message)).Select(message => message.Text));
        foreach (var (text, live, ever) in _owner.Ledger.Messages)
        {
            var count = there[text].Count();
            var fewest = _plan.Destination.KeepsEqualOnce ? Math.Min(live, 1) : live;
            Require(count >= fewest || _keptOut.Contains(text), $"{text} is there {count} times of {live}.");
            Require(count == 0 || !_keptOut.Contains(text), $"{text} is there, though the destination refuses it, or the source does not show it.");
            Require(count <= ever, $"{text} is there {count} times, though there have been {ever} of it.");
        }

        foreach (var (folder, message) in _owner.Foreign)
        {
            Require(there[message.Text].Count() == 1, $"{message.Text}, which another put there, is there {there[message.Text].Count()} times.");
            Require(folder.Messages.Exists(now => now.Text == message.Text && now.Flags == message.Flags), $"{message.Text}, which another put there, has been changed.");
        }

        CheckContents(there);
    }

    private IEnumerable<StoredMessage> Originals() => _source.Folders.SelectMany(folder => folder.Messages);

    private void CheckContents(ILookup<string, StoredMessage> there)
    {
        var once = _owner.Ledger.Messages.Where(message => (message.Live, message.Ever) == (1, 1)).Select(message => message.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var original in Originals().Where(message => once.Contains(message.Text) && !_keptOut.Contains(message.Text)))
        {
            var copy = there[original.Text].Single();
            Require(copy.Content.AsSpan().EndsWith(original.Content), $"{original.Text} has other bytes.");
            var date = _plan.Source.TellsDateOf(original) ? original.InternalDate : original.Written;
            Require(_plan.Destination.IgnoresDates || copy.InternalDate == date, $"{original.Text} has the date {copy.InternalDate} instead of {date}.");
            if (!_hasGivenUpFlags && !_plan.Destination.RefusesStore && !_owner.Ledger.HasMoved(original.Text)
                && !(_plan.LosesState && _owner.Ledger.HasFlagsOfBefore(original.Text)))
            {
                CheckFlags(original, copy);
            }
        }
    }

    // A copy that was only recognised keeps what it has beyond the original's, since that may be its owner's doing (ADR 0012).
    private void CheckFlags(StoredMessage original, StoredMessage copy)
    {
        Require(
            _isDisturbed ? (original.Flags & ~copy.Flags) == SystemFlags.None : copy.Flags == original.Flags,
            $"{original.Text} has the flags {copy.Flags} instead of {original.Flags}.");
        Require(
            _plan.Destination.RefusesKeywords || (_isDisturbed ? !original.Keywords.Except(copy.Keywords).Any() : copy.Keywords.Order().SequenceEqual(original.Keywords.Order())),
            $"{original.Text} has the keywords {string.Join(' ', copy.Keywords)} instead of {string.Join(' ', original.Keywords)}.");
    }

    private void Tell(string line) => _story.AppendLine(line);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationException(otherwise);
        }
    }
}
