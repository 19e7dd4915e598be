using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli.Client;

/// <summary><c>migrations list</c>.</summary>
internal static class ListCommand
{
    private const int UsualCount = 25;
    private const int MostAPage = 200;

    private static readonly Option<string[]> Status = new Option<string[]>("--status")
    {
        Description = $"Only these: {string.Join(", ", EnumText<MigrationStatus>.All)}; may be repeated.",
        DefaultValueFactory = _ => [],
    }.AcceptOnlyFromAmong([.. EnumText<MigrationStatus>.All]);
    private static readonly Option<string?> Query = new("--query") { Description = "What occurs in the code, a file's name, the preset or the owner." };
    private static readonly Option<string?> Customer = new("--customer-code") { Description = "Only this customer's; for admins." };
    private static readonly Option<string?> CreatedFrom = new("--created-from") { Description = "Created on this day (UTC) or later, such as 2026-01-31." };
    private static readonly Option<string?> CreatedTo = new("--created-to") { Description = "Created before this day." };
    private static readonly Option<bool> HasErrors = new("--has-errors") { Description = "Only those with mailboxes that failed." };
    private static readonly Option<bool> IsLate = new("--is-late") { Description = "Only those that should have begun." };
    private static readonly Option<int> Limit = new Option<int>("--limit") { Description = "How many, the newest first; 0 = all.", DefaultValueFactory = _ => UsualCount }.Between(0, int.MaxValue);

    public static Command Create() =>
        new Command("list", "List migrations, the newest first.") { Status, Query, Customer, CreatedFrom, CreatedTo, HasErrors, IsLate, Limit }.Does(ListAsync);

    private static async Task<int> ListAsync(ServiceClient service, ParseResult parsed, Printer printer, CancellationToken cancellationToken)
    {
        var limit = parsed.GetValue(Limit) is > 0 and var given ? given : int.MaxValue;
        var migrations = await ReadAsync(service, FilterOf(parsed), limit, cancellationToken);
        if (printer.IsJson)
        {
            Printer.JsonArray(migrations);
            return ExitCode.Done;
        }

        var rows = migrations.Select(migration => service.Read(migration, ServiceJson.Default.MigrationAnswer));
        if (printer.IsQuiet)
        {
            rows.ToList().ForEach(migration => Printer.Line(migration.Code));
            return ExitCode.Done;
        }

        printer.Print(MigrationText.TableOf(rows));
        return ExitCode.Done;
    }

    // By cursor, since migrations may be added meanwhile.
    private static async Task<List<JsonElement>> ReadAsync(ServiceClient service, string filter, int limit, CancellationToken cancellationToken)
    {
        var migrations = new List<JsonElement>();
        for (var cursor = "start"; cursor is not null && migrations.Count < limit;)
        {
            var per = Math.Min(limit - migrations.Count, MostAPage).ToString(CultureInfo.InvariantCulture);
            var page = await service.GetAsync($"api/migrations?per={per}&cursor={Uri.EscapeDataString(cursor)}{filter}", cancellationToken);
            migrations.AddRange(service.ReadList(page).Take(limit - migrations.Count));
            var place = page.TryGetProperty("next_cursor", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
            cursor = place == cursor ? throw service.Foreign() : place;
        }

        return migrations;
    }

    private static string FilterOf(ParseResult parsed)
    {
        (string Name, string? Value)[] filters =
        [
            ("status", parsed.GetValue(Status) is { Length: > 0 } statuses ? string.Join(',', statuses) : null),
            ("query", parsed.GetValue(Query)),
            ("customer_code", parsed.GetValue(Customer)),
            ("created_from", parsed.GetValue(CreatedFrom)),
            ("created_to", parsed.GetValue(CreatedTo)),
            ("has_errors", parsed.GetValue(HasErrors) ? "true" : null),
            ("is_late", parsed.GetValue(IsLate) ? "true" : null),
        ];
        return string.Concat(filters.Where(filter => filter.Value is not null).Select(filter => $"&{filter.Name}={Uri.EscapeDataString(filter.Value!)}"));
    }
}
