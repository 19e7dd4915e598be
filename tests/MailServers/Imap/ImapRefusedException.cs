namespace Hosting.Migrations.MailServers.Imap;

/// <summary>The server answered NO or BAD, or said goodbye.</summary>
public sealed class ImapRefusedException(string command, string answer) : Exception($"{command}: {answer}")
{
    public string Answer { get; } = answer;

    /// <summary>Whether the server only has too many connections just now; Dovecot still counts those that were closed a moment ago.</summary>
    public bool IsAboutConnections => Answer.Contains("Maximum number of connections", StringComparison.OrdinalIgnoreCase);
}
