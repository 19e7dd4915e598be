using System.CommandLine;
using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Mailboxes.Copy;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>mailbox copy</c>: one mailbox from one server to another, without a migration and without a database.</summary>
internal static class MailboxCommands
{
    private const int MostFailures = 100;
    private const string SourcePassword = "SOURCE_PASSWORD";
    private const string DestinationPassword = "DESTINATION_PASSWORD";

    private static readonly Option<string> Source = new("--source") { Description = "imaps://USER@HOST[:PORT] (TLS) or imap://USER@HOST[:PORT] (STARTTLS where offered).", Required = true };
    private static readonly Option<string> Destination = new("--destination") { Description = "The same for the mailbox to fill, or USER alone for the configured destination.", Required = true };
    private static readonly Option<string?> SourceMaster = new("--source-master-user") { Description = "Logs in at the source on the user's behalf." };
    private static readonly Option<string?> DestinationMaster = new("--destination-master-user") { Description = "Logs in at the destination on the user's behalf." };
    private static readonly Option<bool> SourceToken = new("--source-oauth2") { Description = $"{SourcePassword} holds an OAuth 2 access token." };
    private static readonly Option<bool> SourceCertificate = new("--source-accept-any-certificate") { Description = "Do not verify the source's certificate." };
    private static readonly Option<bool> DestinationCertificate = new("--destination-accept-any-certificate") { Description = "Do not verify the destination's certificate." };
    private static readonly Option<string> Kind = new("--preset") { Description = $"What kind of server the source is: {string.Join(", ", EnumText<Preset>.All)}.", DefaultValueFactory = _ => EnumText<Preset>.ToText(Preset.StandardSsl) };
    private static readonly Option<DateTimeOffset?> FromDate = new("--from-date") { Description = "Copy only messages received on or after this moment, such as 2026-01-31." };
    private static readonly Option<string?> State = new("--state") { Description = "The file that keeps what has been copied; by default one for each pair of mailboxes, in the user's data folder." };

    public static Command Create() => new("mailbox", "Work with single mailboxes.") { Copy() };

    private static Command Copy() => new Command(
        "copy", $"Copy a mailbox. May be repeated: only what is new is copied. Passwords are taken from {SourcePassword} and {DestinationPassword}, or asked for.")
    {
        Source, Destination, SourceMaster, DestinationMaster, SourceToken, SourceCertificate, DestinationCertificate, Kind, FromDate, State,
    }.Does(
        async (mediator, parsed, cancellationToken) =>
        {
            var bar = new ProgressBar();
            var outcome = await mediator.Send(ToCommand(parsed, bar), cancellationToken);
            bar.End();
            Print(outcome);
        },
        usesDatabase: false);

    private static CopyMailboxCommand ToCommand(ParseResult parsed, ProgressBar bar)
    {
        var source = MailboxUrl.Parse(parsed.GetRequiredValue(Source), parsed.GetValue(SourceCertificate));
        var destination = parsed.GetRequiredValue(Destination);
        var isUrl = destination.Contains("://", StringComparison.Ordinal);
        return new CopyMailboxCommand(
            ToAccount(source, SourcePassword, parsed.GetValue(SourceMaster), parsed.GetValue(SourceToken)),
            EnumText<Preset>.Parse(parsed.GetRequiredValue(Kind)),
            isUrl ? ToAccount(MailboxUrl.Parse(destination, parsed.GetValue(DestinationCertificate)), DestinationPassword, parsed.GetValue(DestinationMaster), isAccessToken: false) : null,
            isUrl ? null : destination,
            parsed.GetValue(FromDate),
            parsed.GetValue(State),
            bar);
    }

    private static MailAccount ToAccount(MailboxUrl url, string variable, string? master, bool isAccessToken) =>
        new(url.Server, new MailLogin(url.User, PasswordPrompt.Read(variable, master ?? url.User), master, MasterSeparator: null, isAccessToken));

    private static void Print(CopyOutcome outcome)
    {
        var done = outcome.Done;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Folders} folders, {done.MessagesTotal:N0} messages: {done.MessagesCopied:N0} copied ({done.BytesCopied / 1e6:F1} MB), {done.MessagesSkipped:N0} skipped, {done.MessagesFailed:N0} failed."));
        foreach (var note in outcome.Notes)
        {
            Console.WriteLine($"note: {note}");
        }

        foreach (var failure in outcome.Failures.Take(MostFailures))
        {
            Console.WriteLine($"failed: {failure.Folder}{(failure.Uid is { } uid ? $", message {uid}" : string.Empty)}{(failure.MessageId is { } id ? $" {id}" : string.Empty)}: {failure.Reason}");
        }

        if (outcome.Failures.Count > MostFailures)
        {
            Console.WriteLine($"... and {outcome.Failures.Count - MostFailures} more");
        }

        if (outcome.Fault is not null)
        {
            throw new InvalidOperationException(outcome.Reason);
        }

        if (outcome.Failures.Count > 0)
        {
            throw new InvalidOperationException("not everything could be copied; what failed is listed above and tried again by the next copy");
        }
    }
}
