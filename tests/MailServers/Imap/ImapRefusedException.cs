namespace Hosting.Migrations.MailServers.Imap;

/// <summary>The server answered NO or BAD, or said goodbye.</summary>
public sealed class ImapRefusedException(string command, string answer) : Exception($"{command}: {answer}")
{
    public string Answer { get; } = answer;
}
