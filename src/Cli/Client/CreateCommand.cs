using System.CommandLine;
using System.Text.Json;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli.Client;

/// <summary><c>migrations create</c>: uploads a CSV file. The options have the names of the API's fields, and the service checks what they hold.</summary>
internal static class CreateCommand
{
    private const int MaxFile = 64 * 1024 * 1024;

    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The CSV file, with a row for each mailbox." };

    private static readonly Option<string> Preset = new Option<string>("--preset")
    {
        Description = $"What kind of server the source is: {string.Join(", ", EnumText<Preset>.All)}.",
        Required = true,
    }.AcceptOnlyFromAmong([.. EnumText<Preset>.All]);

    private static readonly Option<bool> ExecuteNow = new("--execute-now") { Description = "Copy as soon as the logins are tested." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Have the file checked alone: nothing is stored." };

    private static readonly Option<string?> Key = new("--idempotency-key")
    {
        Description = "Names this upload: however often it is sent under one name, it is stored once. For scripts that try again.",
    };

    private static readonly Option<string?>[] Texts =
    [
        new("--customer-code") { Description = "Whose migration it is to be; for admins." },
        new("--first-execution-date") { Description = "When to copy, such as 2026-01-31T22:00:00Z." },
        new("--second-execution-date") { Description = "When to copy what has arrived since." },
        new("--second-execution-every") { Description = "The hours from one further delta to the next." },
        new("--second-execution-until") { Description = "When no further delta is due any more." },
        new("--date-filter-preset") { Description = "all, last_month, last_6_months, last_year or custom." },
        new("--custom-from-date") { Description = "With custom: only messages received on or after this moment." },
        new("--folders") { Description = """Which folders, as JSON, such as {"exclude":["\\Trash"]}.""" },
        new("--received-before") { Description = "Only messages received before this date or moment." },
        new("--size-limit") { Description = "Bytes of the largest message that is copied." },
    ];

    public static Command Create()
    {
        var create = new Command("create", "Create a migration from a CSV file.") { File, Preset, ExecuteNow, DryRun, Key };
        Texts.ToList().ForEach(create.Add);
        Key.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } key && !RequestKey.IsValid(key))
            {
                given.AddError("--idempotency-key must have 1 to 200 visible ASCII characters");
            }
        });
        return create.Does(CreateAsync);
    }

    private static async Task<int> CreateAsync(ServiceClient service, ParseResult parsed, Printer printer, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(File);
        var content = await ReadAsync(file, cancellationToken);
        var isDryRun = parsed.GetValue(DryRun);
        var answer = await SendAsync();
        var created = service.Read(answer, ServiceJson.Default.CreatedAnswer);
        if (isDryRun && created.ResourceCode is { } stored)
        {
            throw new ServiceException(ExitCode.Failed, $"this service knows no dry run: it has created {stored}");
        }

        if (isDryRun ? created.Mailboxes is null : created.ResourceCode is null)
        {
            throw service.Foreign();
        }

        if (printer.IsJson)
        {
            Printer.Json(answer);
            return ExitCode.Done;
        }

        if (!isDryRun)
        {
            Printer.Line(created.ResourceCode!);
        }
        else if (!printer.IsQuiet)
        {
            Printer.Line($"{MigrationText.Count(created.Mailboxes!.Value)} mailboxes; nothing was stored");
        }

        foreach (var warning in printer.IsQuiet ? [] : created.Warnings ?? [])
        {
            Console.Error.WriteLine($"warning: {ForeignText.Clean(FieldText.Describe(warning ?? new FieldAnswer()), ForeignText.MaxSentenceLength)}");
        }

        return ExitCode.Done;

        async Task<JsonElement> SendAsync()
        {
            var key = parsed.GetValue(Key) ?? RequestKey.New();
            try
            {
                return await service.PostAsync(isDryRun ? "api/migrations?dry_run=true" : "api/migrations", key, MakeForm, cancellationToken);
            }
            catch (ServiceException fault) when (fault.ExitCode == ExitCode.Unavailable && !isDryRun)
            {
                throw new ServiceException(fault.ExitCode, [.. fault.Lines, $"it may have been created all the same; to send it again safely, add --idempotency-key {key}"]);
            }
        }

        MultipartFormDataContent MakeForm()
        {
            var form = new MultipartFormDataContent { { new ByteArrayContent(content), "csv_file", file.Name }, { new StringContent(parsed.GetRequiredValue(Preset)), "preset" } };
            if (parsed.GetValue(ExecuteNow))
            {
                form.Add(new StringContent("true"), "execute_now");
            }

            foreach (var option in Texts.Where(option => parsed.GetValue(option) is not null))
            {
                form.Add(new StringContent(parsed.GetValue(option)!), option.Name[2..].Replace('-', '_'));
            }

            return form;
        }
    }

    // The service takes much less; what is meant to be another file is not to fill the memory.
    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken) => file is { Exists: true, Length: > MaxFile }
        ? throw new FormatException($"{file} is larger than any file that the service takes")
        : await System.IO.File.ReadAllBytesAsync(file.FullName, cancellationToken);
}
