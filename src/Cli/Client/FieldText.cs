using System.Globalization;

namespace Hosting.Migrations.Cli.Client;

/// <summary>What the service says of a field, or of a place in a file, as a line.</summary>
internal static class FieldText
{
    public static string Describe(FieldAnswer fault)
    {
        var place = fault.Row is { } row
            ? string.Create(CultureInfo.InvariantCulture, $"row {row}{(fault.Column is { } column ? $", {column}" : string.Empty)}:")
            : OptionOf(fault.Field ?? string.Empty);
        return $"{place} {fault.Description}";
    }

    // The options have the names of the API's fields.
    private static string OptionOf(string field) => field switch
    {
        "csv_file_content" => "the file",
        "migration_code" => "the migration",
        _ => $"--{field.Replace('_', '-')}",
    };
}
