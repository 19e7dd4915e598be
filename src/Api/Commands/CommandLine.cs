using System.CommandLine;
using System.Data.Common;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Cli;
using Hosting.Migrations.Cli.Client;

namespace Hosting.Migrations.Api.Commands;

/// <summary>The command line of the service, which has those commands too that need none.</summary>
internal static class CommandLine
{
    /// <summary>Runs what is asked for.</summary>
    /// <param name="args">What is asked for.</param>
    /// <param name="signals">Hears when it shall end.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, StopSignals signals) =>
        CommandRunner.RunAsync(Root(signals), args, FindUnknown, Explain, ServeCommand.Serves, signals.Asked);

    private static RootCommand Root(StopSignals signals)
    {
        var root = new RootCommand("Bulk IMAP mailbox migrations. Without a command it serves the API.")
        {
            ServeCommand.Create(signals),
            DatabaseCommands.Create(),
            CustomerCommands.Create(),
            TokenCommands.Create(),
            SeedCommands.Create(),
            WebhookCommands.Create(),
            ConnectionCommands.Create(),
            MailboxCommands.Create(),
            MigrationsCommands.Create(),
            CompletionCommand.Create(),
            HealthCommand.Create(),
        };
        ServeCommand.MakeDefault(root, signals);
        return root;
    }

    private static string? FindUnknown(ParseResult parsed) =>
        ServeCommand.Serves(parsed) ? ServeCommand.FindUnknownSetting(parsed.UnmatchedTokens) : CommandRunner.FindUnmatched(parsed);

    private static string Explain(Exception fault) => fault switch
    {
        RequestInvalidException invalid => CommandRunner.Explain(new RequestInvalidException([.. invalid.Errors.Select(ByOption)])),
        DbException database => Explain(database),
        { InnerException: DbException database } => Explain(database),
        _ => CommandRunner.Explain(fault),
    };

    // What is a field of the API, and an option with another name here.
    private static FieldError ByOption(FieldError error) => error.Field switch
    {
        "domains" => error with { Field = "domain" },
        "customer_code" => error with { Field = "customer" },
        "events" => error with { Field = "event" },
        "client_secret" or "certificate" or "key" or "password" => error with { Field = "secret-file" },
        _ => error,
    };

    private static string Explain(DbException fault) => $"the database failed: {fault.Message} (is it up, and has 'database migrate' been run?)";
}
