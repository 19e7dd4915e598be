using System.Text;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>A folder of a scripted server. Its name is what goes over the wire, whether valid or not.</summary>
public sealed class ScriptedFolder(string wireName, params string[] attributes)
{
    private const string SomeDate = "01-Jan-2024 12:00:00 +0000";

    private readonly Lock _lock = new();
    private readonly List<ScriptedMessage> _messages = [];

    public string WireName { get; internal set; } = wireName;

    public IReadOnlyList<string> Attributes { get; } = attributes;

    public bool IsSubscribed { get; set; } = true;

    public uint UidValidity { get; set; } = 1000;

    public uint UidNext { get; set; } = 1;

    /// <summary>The UIDNEXT that is told whatever comes; null = the true one, 0 = none is told.</summary>
    public uint? UidNextTold { get; set; }

    /// <summary>HIGHESTMODSEQ, which the test has to raise; 0 = none is told.</summary>
    public ulong HighestModSeq { get; set; }

    /// <summary>How many messages SELECT tells of; null = as many as there are.</summary>
    public int? ExistsTold { get; set; }

    /// <summary>Which messages FETCH and SEARCH show; EXISTS and STATUS count all.</summary>
    public Func<ScriptedMessage, bool> Shows { get; set; } = _ => true;

    /// <summary>How many messages more than there are STATUS tells of.</summary>
    public int StatusSurplus { get; set; }

    /// <summary>What PERMANENTFLAGS lists; without <c>\*</c> no new keywords are taken.</summary>
    public string PermanentFlags { get; set; } = @"\Answered \Flagged \Deleted \Seen \Draft \*";

    public IReadOnlyList<ScriptedMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    public ScriptedMessage Add(string content, string internalDate = SomeDate, params IReadOnlyList<string> flags) =>
        Add(Encoding.Latin1.GetBytes(content), internalDate, flags);

    public ScriptedMessage Add(byte[] content, string internalDate = SomeDate, params IReadOnlyList<string> flags)
    {
        lock (_lock)
        {
            var message = new ScriptedMessage(UidNext++, content, internalDate, flags);
            _messages.Add(message);
            return message;
        }
    }

    /// <summary>Leaves out UIDs, as a folder has gaps from which messages were deleted.</summary>
    public void SkipUids(uint count)
    {
        lock (_lock)
        {
            UidNext += count;
        }
    }

    /// <summary>Puts a changed message in the place of the one with its UID.</summary>
    public void Replace(ScriptedMessage message)
    {
        lock (_lock)
        {
            _messages[_messages.FindIndex(old => old.Uid == message.Uid)] = message;
        }
    }

    public void Remove(uint uid)
    {
        lock (_lock)
        {
            _messages.RemoveAll(message => message.Uid == uid);
        }
    }
}
