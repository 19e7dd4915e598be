using System.CommandLine;

namespace Hosting.Migrations.Cli;

/// <summary>The commands that need neither the service nor its database, as a program of their own.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        CommandRunner.RunAsync(new RootCommand("Copies IMAP mailboxes.") { MailboxCommands.Create() }, args);
}
