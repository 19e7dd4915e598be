using System.Text;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.SimulationTests.Kernel;

namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>A mailbox as its server keeps it, whatever becomes of those that speak to it.</summary>
/// <param name="habits">What the server does in its own way.</param>
/// <param name="random">Decides what goes by chance.</param>
/// <param name="clock">The time.</param>
internal sealed class MemoryMailbox(Habits habits, Random random, SimulatedClock clock)
{
    private const string AddedField = "X-Stored-By: memory\r\n";

    private readonly SortedDictionary<string, MemoryFolder> _folders =
        new(habits.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private readonly List<Action> _underWay = [];
    private uint _validity = 100;

    public Habits Habits { get; set; } = habits;

    /// <summary>How many sessions there are.</summary>
    public int Sessions { get; set; }

    public IReadOnlyCollection<MemoryFolder> Folders => _folders.Values;

    /// <summary>Whether the next command breaks its connection.</summary>
    public bool BreaksNow() => Habits.BreaksPerThousand > 0 && random.Next(1000) < Habits.BreaksPerThousand;

    /// <summary>Whether a message is not handed out this time.</summary>
    public bool WithholdsNow() => Habits.WithholdsPerThousand > 0 && random.Next(1000) < Habits.WithholdsPerThousand;

    public MemoryFolder? Find(string name) => _folders.GetValueOrDefault(name);

    /// <summary>The folder of that name, which is made if there is none.</summary>
    public MemoryFolder Have(string name, FolderAttributes attributes = FolderAttributes.None)
    {
        if (!_folders.TryGetValue(name, out var folder))
        {
            folder = new MemoryFolder(name, ++_validity) { Attributes = attributes };
            _folders.Add(name, folder);
        }

        return folder;
    }

    public void Renumber(MemoryFolder folder) => folder.Renumber(++_validity);

    /// <summary>What the server has against messages; null if nothing.</summary>
    public string? ComplainOf(MemoryFolder folder, IEnumerable<byte[]> contents)
    {
        var messages = contents.Select(content => new StoredMessage(0, content, default, default, [], 0)).ToList();
        return messages.Exists(message => message.Content.Length > Habits.AppendLimit) ? "NO [TOOBIG] message too large"
            : messages.Exists(Habits.Refuses) ? "NO message has an invalid header"
            : Folders.Sum(each => each.Messages.Count) + messages.Count > (Habits.Quota ?? int.MaxValue) ? $"NO [OVERQUOTA] no room in {folder.Name}"
            : null;
    }

    /// <summary>Stores a message in the server's own way.</summary>
    public StoredMessage Store(MemoryFolder folder, OutgoingMessage message, byte[] content)
    {
        var stored = Habits.AddsHeader ? [.. Encoding.ASCII.GetBytes(AddedField), .. content] : content;
        if (Habits.KeepsEqualOnce && folder.FindEqual(stored) is { } equal)
        {
            return equal;
        }

        var date = Habits.IgnoresDates || message.InternalDate is null ? clock.GetUtcNow() : message.InternalDate.Value;
        return folder.Add(stored, date, message.Flags, Habits.RefusesKeywords ? [] : message.Keywords);
    }

    /// <summary>Notes what has been sent and may still arrive when its connection, or the process, is no more.</summary>
    public void Begin(Action effect) => _underWay.Add(effect);

    /// <summary>Does at the server what was sent.</summary>
    public void Arrive(Action effect)
    {
        if (_underWay.Remove(effect))
        {
            effect();
        }
    }

    /// <summary>Forgets what was sent, or has it arrive late.</summary>
    public async Task StrayAsync(Action effect)
    {
        if (random.Next(2) == 0 || Habits.Lateness == TimeSpan.Zero)
        {
            _underWay.Remove(effect);
            return;
        }

        await Task.Delay(Habits.Lateness * random.NextDouble(), clock);
        Arrive(effect);
    }

    /// <summary>Forgets all that was sent and has not arrived.</summary>
    public void LoseUnderWay() => _underWay.Clear();

    public override string ToString() => string.Join(
        "; ", Folders.Select(folder => $"{folder.Name} ({folder.UidValidity}): {string.Join(' ', folder.Messages.Select(message => $"{message.Uid}={message.Text}"))}"));

    /// <summary>The same of all that a killed process has sent.</summary>
    public IReadOnlyList<Func<Task>> LeftUnderWay() => [.. _underWay.ToList().Select(effect => (Func<Task>)(() => StrayAsync(effect)))];
}
