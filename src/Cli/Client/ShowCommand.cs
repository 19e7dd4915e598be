using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Hosting.Migrations.Cli.Client;

/// <summary><c>migrations show</c>: one migration with its progress, why mailboxes failed, and its mailboxes.</summary>
internal static class ShowCommand
{
    private const int MostAPage = 200;

    public static Command Create() => new Command("show", "Show a migration: how far it is, why mailboxes failed, and its mailboxes.") { MigrationsCommands.Code }.Does(ShowAsync);

    private static async Task<int> ShowAsync(ServiceClient service, ParseResult parsed, Printer printer, CancellationToken cancellationToken)
    {
        var migration = service.ReadSingle(await service.GetAsync(MigrationsCommands.PathOf(parsed), cancellationToken));
        var shown = service.Read(migration, ServiceJson.Default.MigrationAnswer);
        if (printer.IsQuiet)
        {
            Printer.Line(shown.Status);
            return ExitCode.Done;
        }

        var progress = await service.GetAsync(MigrationsCommands.PathOf(parsed, "/progress"), cancellationToken);
        var causes = service.Read(await service.GetAsync(MigrationsCommands.PathOf(parsed, "/causes"), cancellationToken), ServiceJson.Default.CausesAnswer).Causes;
        var mailboxes = await ReadMailboxesAsync(service, parsed, cancellationToken);
        if (printer.IsJson)
        {
            var list = JsonSerializer.SerializeToElement(mailboxes, ServiceJson.Default.ListJsonElement);
            Printer.Json(("migration", migration), ("progress", progress), ("causes", causes), ("mailboxes", list));
            return ExitCode.Done;
        }

        // All of it is read before any is shown.
        var table = TableOf(mailboxes.Select(mailbox => service.Read(mailbox, ServiceJson.Default.MailboxAnswer)));
        string[] lines =
        [
            MigrationText.Describe(service.Read(progress, ServiceJson.Default.ProgressAnswer)),
            .. service.Read(causes, ServiceJson.Default.IReadOnlyListCauseAnswer).OfType<CauseAnswer>().Select(cause => $"{cause.ErrorCode}: {cause.Summary}. {cause.WhatToDo}"),
        ];
        printer.Print(MigrationText.TableOf([shown]));
        lines.ToList().ForEach(Printer.Line);
        Console.Out.WriteLine();
        printer.Print(table);
        return ExitCode.Done;
    }

    private static async Task<List<JsonElement>> ReadMailboxesAsync(ServiceClient service, ParseResult parsed, CancellationToken cancellationToken)
    {
        var mailboxes = new List<JsonElement>();
        for (var (number, count) = (1, 1); number <= count; number++)
        {
            var page = await service.GetAsync(MigrationsCommands.PathOf(parsed, string.Create(CultureInfo.InvariantCulture, $"/resources?per={MostAPage}&page={number}")), cancellationToken);
            var records = service.ReadList(page);
            mailboxes.AddRange(records);
            count = records.Count == 0 ? 0 : service.Read(page, ServiceJson.Default.PageAnswer).Pagination.TotalPages;
        }

        return mailboxes;
    }

    private static Table TableOf(IEnumerable<MailboxAnswer> mailboxes)
    {
        var table = new Table("MAILBOX", "STATUS", "TO", "FROM", "REASON");
        foreach (var mailbox in mailboxes)
        {
            var reason = mailbox.ErrorDetails is [.., { } last] ? $"{last.Code}: {last.Message}" : string.Empty;
            table.Add(mailbox.Code, MigrationText.StatusOf(mailbox.Status, mailbox.StatusDetail), mailbox.LocalEmail, $"{mailbox.RemoteUsername} at {mailbox.RemoteServer}", reason);
        }

        return table;
    }
}
