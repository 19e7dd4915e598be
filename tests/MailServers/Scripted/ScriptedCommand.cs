using System.Text;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>A command that a client sent, and the ways to answer it.</summary>
public sealed class ScriptedCommand
{
    private readonly ScriptedSession _session;

    internal ScriptedCommand(ScriptedSession session, string text, IReadOnlyList<ImapLiteral> literals, Func<string, int> count)
    {
        _session = session;
        Parts = new ImapParser(text, literals).ParseAll();
        Tag = Parts[0].Text;
        Text = text[Math.Min(text.Length, Tag.Length + 1)..];
        Name = NameOf(Text);
        Number = count(Name);
        IsUid = Text.StartsWith("UID ", StringComparison.OrdinalIgnoreCase);
    }

    public string Tag { get; }

    /// <summary>The command's name in capitals, without UID in front.</summary>
    public string Name { get; }

    public bool IsUid { get; }

    /// <summary>The command as it came, without its tag and with <c>{n}</c> where literals were.</summary>
    public string Text { get; }

    /// <summary>The parts, the tag first, with strings and literals resolved.</summary>
    public IReadOnlyList<ImapValue> Parts { get; }

    /// <summary>How many commands of this name the server has had, this one included, over all connections.</summary>
    public int Number { get; }

    /// <summary>What follows the name.</summary>
    public IReadOnlyList<ImapValue> Arguments => [.. Parts.Skip(IsUid ? 3 : 2)];

    /// <summary>The folder that is selected, if any.</summary>
    public ScriptedFolder? Folder
    {
        get => _session.Folder;
        set => _session.Folder = value;
    }

    /// <summary>Stands for the connection over which the command came.</summary>
    public object Connection => _session;

    /// <summary>Ends the command: <c>OK done</c>, <c>NO [LIMIT] too much</c>.</summary>
    public Task ReplyAsync(string answer) => SendAsync($"{Tag} {answer}\r\n");

    /// <summary>Sends an untagged response, without its star.</summary>
    public Task UntaggedAsync(string response) => SendAsync($"* {response}\r\n");

    /// <summary>Sends bytes as they are, which may be half a response.</summary>
    public Task SendAsync(string bytes) => _session.SendAsync(Encoding.Latin1.GetBytes(bytes));

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _session.SendAsync(bytes);

    /// <summary>Asks for a further line, as AUTHENTICATE does.</summary>
    public async Task<string> AskAsync(string challenge)
    {
        await SendAsync($"+ {challenge}\r\n");
        return await _session.ReadLineAsync();
    }

    /// <summary>Answers as if the test had said nothing about this command.</summary>
    public Task AnswerByDefaultAsync() => _session.AnswerByDefaultAsync(this);

    /// <summary>Never answers: waits until the server ends.</summary>
    public Task StallAsync() => _session.StallAsync();

    /// <summary>Closes the connection in good order.</summary>
    public void Close() => _session.Close();

    /// <summary>Breaks the connection off with a reset.</summary>
    public void Reset() => _session.Reset();

    private static string NameOf(string text)
    {
        var words = text.Split(' ', 3);
        return (words[0].Equals("UID", StringComparison.OrdinalIgnoreCase) && words.Length > 1 ? words[1] : words[0]).ToUpperInvariant();
    }
}
