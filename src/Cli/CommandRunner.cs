using System.CommandLine;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Cli.Client;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Hosting;

namespace Hosting.Migrations.Cli;

/// <summary>Runs a command line. Results go to stdout, and errors to stderr, each in one line. The exit code is one of <see cref="ExitCode"/>.</summary>
internal static class CommandRunner
{
    /// <summary>Runs what is asked for.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="args">What is asked for.</param>
    /// <param name="findUnknown">Finds the first word that means nothing; null = every word that no command takes.</param>
    /// <param name="explain">Tells of a fault in one line; null = <see cref="Explain"/>.</param>
    /// <param name="endsByItself">Whether what is asked for hears the signals by itself and ends in its own time; any other command has 2 seconds from the signal on.</param>
    /// <param name="stop">Stops what is asked for.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        RootCommand root,
        string[] args,
        Func<ParseResult, string?>? findUnknown = null,
        Func<Exception, string>? explain = null,
        Func<ParseResult, bool>? endsByItself = null,
        CancellationToken stop = default)
    {
        var parsed = root.Parse(args);

        // A shell asks for completions with a command line in one word.
        var isAskedByShell = root.Directives.Any(directive => parsed.GetResult(directive) is not null);
        var unknown = isAskedByShell ? null : findUnknown is null ? FindUnmatched(parsed) : findUnknown(parsed);
        var error = unknown is not null ? $"'{unknown}' is not a command or an option here; see --help"
            : !isAskedByShell && parsed.Errors is [var first, ..] ? first.Message
            : null;
        if (error is not null)
        {
            return Fail(error);
        }

        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            if (endsByItself?.Invoke(parsed) == true)
            {
                invocation.ProcessTerminationTimeout = null;
            }

            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (OperationCanceledException)
        {
            return Fail("stopped before the end");
        }
        catch (ServiceException fault)
        {
            fault.Lines.ToList().ForEach(Say);
            return fault.ExitCode;
        }
        catch (Exception fault) when (fault is not HostAbortedException)
        {
            return Fail((explain ?? Explain)(fault));
        }
    }

    /// <summary>The first word that no command takes; null if there is none.</summary>
    public static string? FindUnmatched(ParseResult parsed) => parsed.UnmatchedTokens is [var token, ..] ? token : null;

    /// <summary>A fault in one line for an operator.</summary>
    public static string Explain(Exception fault) => fault is RequestInvalidException invalid
        ? string.Join("; ", invalid.Errors.Select(error => $"{error.Field.Replace('_', '-')} {error.Description}"))
        : fault.Message;

    private static int Fail(string message)
    {
        Say(message);
        return ExitCode.Failed;
    }

    private static void Say(string message) => Console.Error.WriteLine($"error: {ForeignText.Clean(message, int.MaxValue)}");
}
