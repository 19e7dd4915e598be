using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Writes the answer, row by row as the reader comes to it. The columns are those of <see cref="ListStatements"/>.</summary>
internal sealed class AnswerWriter : IDisposable
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int MomentLength = 24;

    private static readonly JsonWriterOptions Options = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private readonly Utf8JsonWriter _json;
    private readonly DateTime _lateThreshold;

    public AnswerWriter(IBufferWriter<byte> output, DateTime lateThreshold)
    {
        _lateThreshold = lateThreshold;
        _json = new Utf8JsonWriter(output, Options);
        _json.WriteStartObject();
        _json.WriteStartArray(Names.Resources);
    }

    public void Write(NpgsqlDataReader row)
    {
        var status = row.GetString(0);
        var step = TextOrNull(row, 1);
        _json.WriteStartObject();
        _json.WriteString(Names.Status, status);
        WriteText(Names.StatusDetail, step?.Replace('_', ' '));
        _json.WriteString(Names.Code, row.GetString(2));
        _json.WriteString(Names.CsvFileName, row.GetString(3));
        _json.WriteString(Names.OriginalCsvFileName, row.GetString(4));
        _json.WriteNumber(Names.CsvFileSize, row.GetInt32(5));
        _json.WriteString(Names.Preset, row.GetString(6));
        _json.WriteBoolean(Names.ResourcesHasErrors, row.GetBoolean(7));
        _json.WriteBoolean(Names.AdminFirstExecutionOverride, row.GetBoolean(8));
        _json.WriteBoolean(Names.AdminSecondExecutionOverride, row.GetBoolean(9));
        _json.WriteNumber(Names.Resources, row.GetInt32(10));
        _json.WriteBoolean(Names.CanDelete, status is not ("validating" or "running"));
        _json.WriteBoolean(Names.ExecuteNow, row.GetBoolean(11));
        _json.WriteBoolean(Names.IsLate, NextExecution(row, status, step) < _lateThreshold);
        _json.WriteString(Names.Owner, row.GetString(12));
        WriteMoment(Names.CreatedAt, MomentOrNull(row, 13));
        WriteMoment(Names.UpdatedAt, MomentOrNull(row, 14));
        WriteMoment(Names.FirstExecutionDate, MomentOrNull(row, 15));
        WriteMoment(Names.SecondExecutionDate, MomentOrNull(row, 16));
        WriteMoment(Names.FromDate, MomentOrNull(row, 17));
        _json.WriteEndObject();
    }

    public void Finish(ListRequest request, long total)
    {
        _json.WriteEndArray();
        _json.WriteStartObject(Names.Pagination);
        _json.WriteNumber(Names.Per, request.Per);
        _json.WriteNumber(Names.Page, request.Page);
        _json.WriteNumber(Names.TotalPages, (total + request.Per - 1) / request.Per);
        WriteText(Names.Query, request.Query);
        _json.WriteNull(Names.Filter);
        WriteText(Names.Status, request.Status);
        _json.WriteString(Names.SortField, "created_at");
        _json.WriteString(Names.Sort, "desc");
        _json.WriteNumber(Names.TotalRecords, total);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    private static DateTime? NextExecution(NpgsqlDataReader row, string status, string? step) => (status, step) switch
    {
        ("validating" or "to_schedule", _) or ("scheduled", "first_execution") => MomentOrNull(row, 15),
        ("scheduled", "second_execution") or ("running", "first_execution") => MomentOrNull(row, 16),
        _ => null,
    };

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTime? MomentOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);

    private void WriteText(JsonEncodedText name, string? text)
    {
        if (text is null)
        {
            _json.WriteNull(name);
        }
        else
        {
            _json.WriteString(name, text);
        }
    }

    private void WriteMoment(JsonEncodedText name, DateTime? moment)
    {
        if (moment is not { } value)
        {
            _json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[MomentLength];
        value.TryFormat(text, out var written, MomentFormat, CultureInfo.InvariantCulture);
        _json.WriteString(name, text[..written]);
    }
}
