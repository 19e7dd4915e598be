using System.Collections.Concurrent;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>What a scripted server holds: an empty INBOX, and what the test puts into it.</summary>
public sealed class ScriptedMailbox
{
    private readonly ConcurrentDictionary<string, ScriptedFolder> _folders = new();

    public ScriptedMailbox() => Add("INBOX");

    public char Separator { get; set; } = '/';

    public ScriptedFolder Inbox => _folders["INBOX"];

    public IReadOnlyList<ScriptedFolder> Folders => [.. _folders.Values.OrderBy(folder => folder.WireName, StringComparer.Ordinal)];

    public ScriptedFolder Add(string wireName, params string[] attributes) => _folders[wireName] = new ScriptedFolder(wireName, attributes);

    public void Remove(string wireName) => _folders.TryRemove(wireName, out _);

    public ScriptedFolder? Find(string wireName) =>
        _folders.GetValueOrDefault(wireName.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : wireName);
}
