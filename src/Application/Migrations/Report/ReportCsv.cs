using System.Globalization;
using CsvHelper;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Report;

/// <summary>Writes a report as CSV (RFC 4180): a row for each run, one for each line of its report, and one for a mailbox without runs.</summary>
public static class ReportCsv
{
    private static readonly string[] Header =
    [
        "resource", "local_email", "remote_server", "remote_username", "run", "status", "messages_total", "messages_copied", "messages_skipped",
        "messages_failed", "messages_left_out", "messages_missing", "bytes_copied", "folder", "uid", "message_id", "code", "reason",
    ];

    // Folder names and the words of foreign servers are not ours: a spreadsheet would take such a cell for a formula.
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    /// <summary>Writes the report, mailbox by mailbox.</summary>
    /// <param name="report">The report.</param>
    /// <param name="utf8">Where to.</param>
    /// <param name="cancellationToken">Ends the writing early.</param>
    public static async Task WriteAsync(ReportDto report, Stream utf8, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(utf8, Options, leaveOpen: true);
        await csv.WriteRecordAsync(Header, cancellationToken);
        await foreach (var resource in report.Resources.WithCancellation(cancellationToken))
        {
            string[] mailbox = [resource.Code, resource.LocalEmail, resource.RemoteServer, resource.RemoteUsername];
            var rows = resource.Runs.Count == 0
                ? [[.. mailbox, string.Empty, EnumText<ResourceStatus>.ToText(resource.Status)]]
                : resource.Runs.SelectMany(run => RowsOf(mailbox, run));
            foreach (var row in rows)
            {
                await csv.WriteRecordAsync([.. Header.Select((_, column) => row.ElementAtOrDefault(column) ?? string.Empty)], cancellationToken);
            }
        }
    }

    private static IEnumerable<string?[]> RowsOf(string[] mailbox, ReportRunDto run)
    {
        long[] counts = [run.MessagesTotal, run.MessagesCopied, run.MessagesSkipped, run.MessagesFailed, run.MessagesLeftOut, run.MessagesMissing, run.BytesCopied];
        string[] ofRun = [.. mailbox, run.Run, EnumText<RunStatus>.ToText(run.Status)];
        yield return [.. ofRun, .. counts.Select(count => Text(count)), null, null, null, run.Error, run.Message];
        foreach (var line in run.Lines)
        {
            yield return [.. ofRun, .. counts.Select(_ => string.Empty), line.Folder, Text(line.Uid), line.MessageId, line.Code, line.Reason];
        }
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
