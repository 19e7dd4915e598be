using System.CommandLine;
using System.CommandLine.Parsing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Mailboxes.Copy;
using Hosting.Migrations.Application.Mailboxes.Rehearse;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Cli;

/// <summary><c>mailbox copy</c>: mailboxes from one server to another, without a migration and without a database.</summary>
internal static class MailboxCommands
{
    private const int MostAtOnce = 100;
    private const string SourcePassword = "SOURCE_PASSWORD";
    private const string DestinationPassword = "DESTINATION_PASSWORD";

    private static readonly Option<string?> Source = new("--source")
    {
        Description = "imaps://USER@HOST[:PORT] (TLS), imap://USER@HOST[:PORT] (STARTTLS where offered) or maildir:PATH on this machine.",
    };

    private static readonly Option<string?> Destination = new("--destination")
    {
        Description = "The same for the mailbox to fill, on a server, or USER alone for the configured destination.",
    };

    private static readonly Option<string?> SourceMaster = new("--source-master-user") { Description = "Logs in at the source on the user's behalf." };
    private static readonly Option<string?> DestinationMaster = new("--destination-master-user") { Description = "Logs in at the destination on the user's behalf." };
    private static readonly Option<bool> SourceToken = new("--source-oauth2") { Description = $"{SourcePassword} holds an OAuth 2 access token." };
    private static readonly Option<string?> SourceTokenFile = new("--source-token-file") { Description = "The file that holds an OAuth 2 access token for the source, its owner's alone; read again for each connection." };
    private static readonly Option<string?> SourceTokenCommand = new("--source-token-command") { Description = $"A shell command that prints an access token for the user in {TokenCommand.User}; run again for each connection." };
    private static readonly Option<bool> SourceCertificate = new("--source-accept-any-certificate") { Description = "Do not verify the source's certificate." };
    private static readonly Option<bool> DestinationCertificate = new("--destination-accept-any-certificate") { Description = "Do not verify the destination's certificate." };
    private static readonly Option<string> Kind = new("--preset") { Description = $"What kind of server the source is: {string.Join(", ", EnumText<Preset>.All)}.", DefaultValueFactory = _ => EnumText<Preset>.ToText(Preset.StandardSsl) };
    private static readonly Option<DateTimeOffset?> FromDate = new("--from-date") { Description = "Copy only messages received on or after this moment, such as 2026-01-31." };
    private static readonly Option<string?> State = new("--state") { Description = "The file that keeps what has been copied; by default one for each pair of mailboxes, in the user's data folder." };

    private static readonly Option<FileInfo?> List = new("--list") { Description = "Copy all mailboxes of a file, each a line: source, its password, destination, its password, with tabs between them." };
    private static readonly Option<int> AtOnce = new Option<int>("--at-once") { Description = "How many of the list are copied at once.", DefaultValueFactory = _ => 4 }.Between(1, MostAtOnce);

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only tell what would be copied; nothing is changed." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print a line of JSON for each mailbox." };

    public static Command Create() => new("mailbox", "Work with single mailboxes.") { Copy() };

    private static Command Copy()
    {
        var copy = new Command(
            "copy", $"Copy mailboxes. May be repeated: only what is new is copied. Passwords are taken from {SourcePassword} and {DestinationPassword}, or asked for.")
        {
            Source, Destination, SourceMaster, DestinationMaster, SourceToken, SourceTokenFile, SourceTokenCommand, SourceCertificate, DestinationCertificate, Kind, FromDate, SelectionOptions.Before, SelectionOptions.MaxSize, SelectionOptions.Include, SelectionOptions.Exclude, SelectionOptions.Map, State, List, AtOnce, DryRun, Json,
        };
        copy.Validators.Add(FindProblem);
        copy.Validators.Add(SelectionOptions.FindProblem);
        copy.SetAction(CopyAsync);
        return copy;
    }

    private static async Task CopyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        PassOnWhereHeard();
        await using var services = MailServices.Build();
        await using var scope = services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await (parsed.GetValue(List) is { } list
            ? CopyAllAsync(mediator, parsed, ListedMailbox.Read(list.FullName), cancellationToken)
            : CopyOneAsync(mediator, parsed, cancellationToken));
    }

    // A copy does little more than pass bytes on: the thread that hears of them goes on with them, instead of waking another, which would
    // take a third more of the processor. The runtime reads this before its first connection; one that does not know it works as always.
    private static void PassOnWhereHeard() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

    private static void FindProblem(CommandResult given)
    {
        var problem = given.GetValue(List) is null
            ? given.GetValue(Source) is null || given.GetValue(Destination) is null ? "--source and --destination are needed, or --list" : null
            : given.GetValue(Source) is not null || given.GetValue(Destination) is not null || given.GetValue(State) is not null ? "--list goes without --source, --destination and --state" : null;
        problem ??= FindTokenProblem(given);
        if (problem is not null)
        {
            given.AddError(problem);
        }
    }

    private static string? FindTokenProblem(CommandResult given)
    {
        var ways = (given.GetValue(SourceToken) ? 1 : 0) + (given.GetValue(SourceTokenFile) is null ? 0 : 1) + (given.GetValue(SourceTokenCommand) is null ? 0 : 1);
        return ways > 1 ? "--source-oauth2, --source-token-file and --source-token-command exclude each other"
            : ways == 1 && given.GetValue(SourceMaster) is not null ? "an access token is the user's own: it goes without --source-master-user"
            : null;
    }

    private static async Task CopyOneAsync(IMediator mediator, ParseResult parsed, CancellationToken cancellationToken)
    {
        var bar = new ProgressBar();
        var destination = parsed.GetRequiredValue(Destination)!;
        var command = ToCommand(parsed, parsed.GetRequiredValue(Source)!, destination, PasswordPrompt.Read, bar);
        if (await SendAsync(mediator, parsed, command, destination, string.Empty, bar.End, cancellationToken) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    private static async Task CopyAllAsync(IMediator mediator, ParseResult parsed, IReadOnlyList<ListedMailbox> mailboxes, CancellationToken cancellationToken)
    {
        var failed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = parsed.GetValue(AtOnce), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ToCommands(parsed, mailboxes), options, async (mailbox, stop) =>
        {
            var (problem, isTold) = await CopyListedAsync(mediator, parsed, mailbox.Command, mailbox.Name, mailbox.Prefix, stop);
            if (problem is not null)
            {
                PrinterOf(parsed).PrintProblem(mailbox.Name, problem, isTold, mailbox.Prefix);
                Interlocked.Increment(ref failed);
            }
        });
        if (failed > 0)
        {
            throw new InvalidOperationException($"{failed} of {mailboxes.Count} mailboxes could not be copied in full");
        }
    }

    // Nothing is begun as long as the file has a fault: all of them are told at once.
    private static List<(string Name, string Prefix, CopyMailboxCommand Command)> ToCommands(ParseResult parsed, IReadOnlyList<ListedMailbox> mailboxes)
    {
        var (commands, faults) = (new List<(string, string, CopyMailboxCommand)>(), new List<string>());
        foreach (var mailbox in mailboxes)
        {
            var prefix = $"{ForeignText.Clean(mailbox.Destination, ForeignText.MaxNameLength)}: ";
            try
            {
                commands.Add((mailbox.Destination, prefix, ToCommand(parsed, mailbox.Source, mailbox.Destination, ReadPassword, new WaitNotice(prefix))));
            }
            catch (FormatException fault)
            {
                faults.Add($"{mailbox.Place}: {fault.Message}");
            }

            Secret ReadPassword(string variable, string user) => new(variable == SourcePassword ? mailbox.SourcePassword : mailbox.DestinationPassword);
        }

        return faults.Count == 0 ? commands : throw new FormatException(string.Join("; ", faults));
    }

    // What is wrong with one mailbox must not keep the others.
    private static async Task<(string? Problem, bool IsTold)> CopyListedAsync(
        IMediator mediator, ParseResult parsed, CopyMailboxCommand command, string name, string prefix, CancellationToken cancellationToken)
    {
        try
        {
            return (await SendAsync(mediator, parsed, command, name, prefix, () => { }, cancellationToken), IsTold: true);
        }
        catch (RequestInvalidException fault)
        {
            return (CommandRunner.Explain(fault), IsTold: false);
        }
    }

    private static OutcomePrinter PrinterOf(ParseResult parsed) => new(parsed.GetValue(Json));

    private static async Task<string?> SendAsync(
        IMediator mediator, ParseResult parsed, CopyMailboxCommand command, string name, string prefix, Action ended, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(DryRun))
        {
            var query = new RehearseMailboxQuery(command.Source, command.Preset, command.Destination, command.LocalEmail, command.FromDate, command.State) { Selection = command.Selection };
            return PrinterOf(parsed).Print(name, await mediator.Send(query, cancellationToken), prefix);
        }

        var outcome = await mediator.Send(command, cancellationToken);
        ended();
        return PrinterOf(parsed).Print(name, outcome, prefix);
    }

    private static CopyMailboxCommand ToCommand(
        ParseResult parsed, string from, string destination, Func<string, string, Secret> readPassword, IProgress<CopyProgress> progress)
    {
        if (MaildirUrl.Is(destination))
        {
            throw new FormatException("--destination can't be a maildir, which is only read: name a mailbox on a server, imaps://USER@HOST[:PORT]");
        }

        var source = MaildirUrl.Is(from) ? MaildirUrl.Parse(from) : ToSource(MailboxUrl.Parse(from, parsed.GetValue(SourceCertificate)));
        var isUrl = destination.Contains("://", StringComparison.Ordinal);
        return new CopyMailboxCommand(
            source,
            EnumText<Preset>.Parse(parsed.GetRequiredValue(Kind)),
            isUrl ? ToAccount(MailboxUrl.Parse(destination, parsed.GetValue(DestinationCertificate)), DestinationPassword, parsed.GetValue(DestinationMaster)) : null,
            isUrl ? null : destination,
            parsed.GetValue(FromDate),
            parsed.GetValue(State),
            progress)
        {
            Selection = SelectionOptions.Read(parsed),
        };

        MailAccount ToSource(MailboxUrl url) => FindTokens(parsed, url.User, readPassword) is { } tokens
            ? new MailAccount(url.Server, new MailLogin(url.User, new Secret(string.Empty), Tokens: tokens))
            : ToAccount(url, SourcePassword, parsed.GetValue(SourceMaster));

        MailAccount ToAccount(MailboxUrl url, string variable, string? master) => new(url.Server, new MailLogin(url.User, readPassword(variable, master ?? url.User), master));
    }

    private static IAccessTokens? FindTokens(ParseResult parsed, string user, Func<string, string, Secret> readPassword) =>
        parsed.GetValue(SourceTokenCommand) is { } command ? new TokenCommand(command, user)
        : parsed.GetValue(SourceTokenFile) is { } path ? new SourceTokenFile(path)
        : parsed.GetValue(SourceToken) ? new SingleAccessToken(readPassword(SourcePassword, user))
        : null;
}
