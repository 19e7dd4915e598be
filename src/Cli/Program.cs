using System.CommandLine;
using Hosting.Migrations.Cli.Client;

namespace Hosting.Migrations.Cli;

/// <summary>The commands that need neither .NET nor the database, as a program of their own.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        CommandRunner.RunAsync(new RootCommand("Copies IMAP mailboxes, and works with a service that does so.") { MailboxCommands.Create(), MigrationsCommands.Create(), CompletionCommand.Create() }, args);
}
