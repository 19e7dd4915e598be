using System.Text.Json;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>The names of the answer's properties, encoded once.</summary>
internal static class Names
{
    public static readonly JsonEncodedText Resources = JsonEncodedText.Encode("resources");
    public static readonly JsonEncodedText Pagination = JsonEncodedText.Encode("pagination");
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    public static readonly JsonEncodedText StatusDetail = JsonEncodedText.Encode("status_detail");
    public static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    public static readonly JsonEncodedText CsvFileName = JsonEncodedText.Encode("csv_file_name");
    public static readonly JsonEncodedText OriginalCsvFileName = JsonEncodedText.Encode("original_csv_file_name");
    public static readonly JsonEncodedText CsvFileSize = JsonEncodedText.Encode("csv_file_size");
    public static readonly JsonEncodedText Preset = JsonEncodedText.Encode("preset");
    public static readonly JsonEncodedText ResourcesHasErrors = JsonEncodedText.Encode("resources_has_errors");
    public static readonly JsonEncodedText AdminFirstExecutionOverride = JsonEncodedText.Encode("admin_first_execution_override");
    public static readonly JsonEncodedText AdminSecondExecutionOverride = JsonEncodedText.Encode("admin_second_execution_override");
    public static readonly JsonEncodedText CanDelete = JsonEncodedText.Encode("can_delete");
    public static readonly JsonEncodedText ExecuteNow = JsonEncodedText.Encode("execute_now");
    public static readonly JsonEncodedText IsLate = JsonEncodedText.Encode("is_late");
    public static readonly JsonEncodedText Owner = JsonEncodedText.Encode("owner");
    public static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("created_at");
    public static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updated_at");
    public static readonly JsonEncodedText FirstExecutionDate = JsonEncodedText.Encode("first_execution_date");
    public static readonly JsonEncodedText SecondExecutionDate = JsonEncodedText.Encode("second_execution_date");
    public static readonly JsonEncodedText FromDate = JsonEncodedText.Encode("from_date");
    public static readonly JsonEncodedText Per = JsonEncodedText.Encode("per");
    public static readonly JsonEncodedText Page = JsonEncodedText.Encode("page");
    public static readonly JsonEncodedText TotalPages = JsonEncodedText.Encode("total_pages");
    public static readonly JsonEncodedText Query = JsonEncodedText.Encode("query");
    public static readonly JsonEncodedText Filter = JsonEncodedText.Encode("filter");
    public static readonly JsonEncodedText SortField = JsonEncodedText.Encode("sort_field");
    public static readonly JsonEncodedText Sort = JsonEncodedText.Encode("sort");
    public static readonly JsonEncodedText TotalRecords = JsonEncodedText.Encode("total_records");
}
