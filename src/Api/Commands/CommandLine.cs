using System.CommandLine;
using System.Data.Common;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Api.Commands;

/// <summary>The command line. Results go to stdout; an error goes to stderr in one line, and the exit code is 1.</summary>
internal static class CommandLine
{
    private const int Failure = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (FindError(parsed) is { } error)
        {
            return Fail(error);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or HostAbortedException))
        {
            return Fail(Explain(fault));
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Bulk IMAP mailbox migrations. Without a command it serves the API.")
        {
            ServeCommand.Create(),
            DatabaseCommands.Create(),
            CustomerCommands.Create(),
            TokenCommands.Create(),
            SeedCommands.Create(),
            WebhookCommands.Create(),
            MailboxCommands.Create(),
            HealthCommand.Create(),
        };
        ServeCommand.MakeDefault(root);
        return root;
    }

    private static string? FindError(ParseResult parsed)
    {
        var unknown = ServeCommand.Serves(parsed) ? ServeCommand.FindUnknownSetting(parsed.UnmatchedTokens)
            : parsed.UnmatchedTokens is [var token, ..] ? token
            : null;
        return unknown is not null ? $"'{unknown}' is not a command or an option here; see --help"
            : parsed.Errors is [var error, ..] ? error.Message
            : null;
    }

    /// <summary>A fault in one line for an operator.</summary>
    public static string Explain(Exception fault) => fault switch
    {
        RequestInvalidException invalid => string.Join("; ", invalid.Errors.Select(error => $"{error.Field.Replace('_', '-')} {error.Description}")),
        DbException database => Explain(database),
        { InnerException: DbException database } => Explain(database),
        _ => fault.Message,
    };

    private static string Explain(DbException fault) => $"the database failed: {fault.Message} (is it up, and has 'database migrate' been run?)";

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"error: {message.ReplaceLineEndings(" ")}");
        return Failure;
    }
}
