using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli.Client;

/// <summary><c>migrations retry</c>.</summary>
internal static class RetryCommand
{
    private static readonly Option<string[]> Resources = new("--resources") { Description = "Only these mailboxes, by their codes, such as MG12345678-3; may be repeated.", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> ErrorCode = new("--error-code") { Description = "Only mailboxes that failed for this reason, such as auth; see migrations show." };
    private static readonly Option<string?> RemoteServer = new("--remote-server") { Description = "Only mailboxes of this source, as their rows name it." };

    public static Command Create()
    {
        ErrorCode.CompletionSources.Add([.. EnumText<CopyFault>.All]);
        return new Command("retry", "Try mailboxes again that failed.") { MigrationsCommands.Code, Resources, ErrorCode, RemoteServer }.Does(RetryAsync);
    }

    private static async Task<int> RetryAsync(ServiceClient service, ParseResult parsed, Printer printer, CancellationToken cancellationToken)
    {
        var body = new RetryBody(parsed.GetValue(Resources) is { Length: > 0 } resources ? resources : null, parsed.GetValue(ErrorCode), parsed.GetValue(RemoteServer));
        var json = JsonSerializer.SerializeToUtf8Bytes(body, ServiceJson.Default.RetryBody);
        var migration = service.ReadSingle(await service.PostAsync(MigrationsCommands.PathOf(parsed, "/retry"), RequestKey.New(), MakeBody, cancellationToken));
        if (printer.IsJson)
        {
            Printer.Json(migration);
        }
        else if (!printer.IsQuiet)
        {
            printer.Print(MigrationText.TableOf([service.Read(migration, ServiceJson.Default.MigrationAnswer)]));
        }

        return Cli.ExitCode.Done;

        ByteArrayContent MakeBody() => new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
