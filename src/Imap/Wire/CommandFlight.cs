using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>The commands that have been sent, or are being sent, and have not been answered.</summary>
internal sealed class CommandFlight
{
    private readonly List<WireCommand> _commands = [];

    public bool IsEmpty => _commands.Count == 0;

    /// <summary>Their tags.</summary>
    public IEnumerable<string> Tags => _commands.Select(command => command.Tag);

    /// <summary>What they ask of messages; null if none does.</summary>
    public FetchQuery? Query => _commands.Find(command => command.Query is not null)?.Query;

    /// <summary>Whether they ask for folders.</summary>
    public bool AsksForFolders => _commands.Exists(command => command.Name is "LIST" or "LSUB");

    public void Add(WireCommand command) => _commands.Add(command);

    public void Clear() => _commands.Clear();

    /// <summary>The command whose literal the server has still to ask for; null if there is none.</summary>
    public WireCommand? FindAwaiting() => _commands.Find(command => command.Awaited is not null);

    /// <exception cref="WireException">Nothing waits for the server's word.</exception>
    public void CheckMayGoOn()
    {
        if (!_commands.Exists(command => command.IsConversation || command.Awaited is not null))
        {
            throw new WireException("asked for more of a command that was complete");
        }
    }

    /// <exception cref="WireException">The line answers no command.</exception>
    public void CheckIsTag(ReadOnlySpan<byte> line) => Find(line);

    /// <summary>Takes the command that a line answers.</summary>
    /// <param name="line">It begins with a tag.</param>
    /// <param name="answer">What it says.</param>
    /// <exception cref="WireException">It answers none, or says that what has not been sent yet is done.</exception>
    public WireCommand Take(ReadOnlySpan<byte> line, out Answer answer)
    {
        var (command, outcome) = Find(line);
        var words = line[(command.Tag.Length + 1)..];
        var text = words[outcome.Length..].TrimStart((byte)' ');
        answer = new Answer(outcome, ResponseCode.Read(text), Encoding.UTF8.GetString(words).Trim());
        if (answer.IsOk && !command.IsSent)
        {
            throw new WireException("says that it has done what it has not been sent yet");
        }

        _commands.Remove(command);
        return command;
    }

    private (WireCommand Command, string Outcome) Find(ReadOnlySpan<byte> line)
    {
        foreach (var command in _commands)
        {
            if (line.Length > command.Tag.Length + 1 && line[command.Tag.Length] == ' ' && Ascii.Equals(line[..command.Tag.Length], command.Tag))
            {
                var words = line[(command.Tag.Length + 1)..];
                var end = words.IndexOfAny(" \r\n"u8);
                var outcome = Encoding.Latin1.GetString(words[..(end < 0 ? words.Length : Math.Min(end, 10))]).ToUpperInvariant();
                if (outcome is "OK" or "NO" or "BAD")
                {
                    return (command, outcome);
                }
            }
        }

        throw new WireException("sent something that no command explains");
    }
}
