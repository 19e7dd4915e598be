using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>A folder as its server keeps it.</summary>
/// <param name="name">Its full name.</param>
/// <param name="uidValidity">Its UIDVALIDITY.</param>
internal sealed class MemoryFolder(string name, uint uidValidity)
{
    public string Name { get; } = name;

    public uint UidValidity { get; private set; } = uidValidity;

    public uint UidNext { get; private set; } = 1;

    public ulong HighestModSeq { get; private set; } = 1;

    public bool IsSubscribed { get; set; }

    public FolderAttributes Attributes { get; init; }

    /// <summary>In the order of their UIDs.</summary>
    public List<StoredMessage> Messages { get; } = [];

    /// <summary>The message with the same content.</summary>
    public StoredMessage? FindEqual(byte[] content) => Messages.Find(message => message.Content.AsSpan().SequenceEqual(content));

    public StoredMessage Add(byte[] content, DateTimeOffset internalDate, SystemFlags flags, IReadOnlyCollection<string> keywords)
    {
        // Servers keep whole seconds (RFC 3501, section 9: date-time).
        var date = internalDate.AddTicks(-(internalDate.Ticks % TimeSpan.TicksPerSecond));
        var message = new StoredMessage(UidNext++, content, date, flags, keywords, ++HighestModSeq);
        Messages.Add(message);
        return message;
    }

    public void Remove(StoredMessage message)
    {
        Messages.Remove(message);
        HighestModSeq++;
    }

    public void Change(uint uid, Func<StoredMessage, StoredMessage> change)
    {
        var at = Messages.FindIndex(message => message.Uid == uid);
        if (at >= 0)
        {
            Messages[at] = change(Messages[at]) with { ModSeq = ++HighestModSeq };
        }
    }

    /// <summary>Numbers all messages anew, as a server does that has lost its index.</summary>
    public void Renumber(uint uidValidity)
    {
        UidValidity = uidValidity;
        UidNext = 1;
        for (var at = 0; at < Messages.Count; at++)
        {
            Messages[at] = Messages[at] with { Uid = UidNext++, ModSeq = ++HighestModSeq };
        }
    }
}
