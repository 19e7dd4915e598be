using System.Collections.Concurrent;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>What a scripted server holds: an empty INBOX, and what the test puts into it.</summary>
public sealed class ScriptedMailbox
{
    private const string InboxName = "INBOX";

    private readonly ConcurrentDictionary<string, ScriptedFolder> _folders = new();
    private readonly ConcurrentDictionary<string, ScriptedFolder> _spelled = new();

    public ScriptedMailbox() => Add(InboxName);

    public char Separator { get; set; } = '/';

    /// <summary>Whether names that differ by case alone are one. To be set before folders are added.</summary>
    public bool IgnoresCase { get; set; }

    public ScriptedFolder Inbox => _folders[InboxName];

    public IReadOnlyList<ScriptedFolder> Folders => [.. _folders.Values.Concat(_spelled.Values).OrderBy(folder => folder.WireName, StringComparer.Ordinal)];

    public ScriptedFolder Add(string wireName, params string[] attributes) => _folders[KeyOf(wireName)] = new ScriptedFolder(wireName, attributes);

    /// <summary>Adds a folder that is found under exactly this spelling, though others differ from it in the case of INBOX or in a separator at the end alone.</summary>
    public ScriptedFolder AddSpelled(string wireName) => _spelled[wireName] = new ScriptedFolder(wireName);

    /// <summary>Adds a folder that nobody is subscribed to, unless there is one of that name.</summary>
    public bool TryAdd(string wireName) => _folders.TryAdd(KeyOf(wireName), new ScriptedFolder(wireName, []) { IsSubscribed = false });

    public void Remove(string wireName) => _folders.TryRemove(KeyOf(wireName), out _);

    /// <summary>Gives a folder another name, under which it keeps its UIDs. Folders below it stay where they are.</summary>
    public void Rename(string wireName, string newName)
    {
        _folders.TryRemove(KeyOf(wireName), out var folder);
        folder!.WireName = newName;
        _folders[KeyOf(newName)] = folder;
    }

    public ScriptedFolder? Find(string wireName) => _spelled.GetValueOrDefault(wireName) ?? _folders.GetValueOrDefault(KeyOf(wireName));

    // INBOX is INBOX however it is spelled, above other folders too.
    private string KeyOf(string wireName)
    {
        var key = wireName.StartsWith(InboxName, StringComparison.OrdinalIgnoreCase)
            && (wireName.Length == InboxName.Length || wireName[InboxName.Length] == Separator) ? InboxName + wireName[InboxName.Length..] : wireName;
        return IgnoresCase ? key.ToUpperInvariant() : key;
    }
}
