namespace Hosting.Migrations.Cli.Client;

/// <summary>What the service says of a field, or of a place in a file, as a line.</summary>
internal static class FieldText
{
    // A fault of a row names it itself.
    public static string Describe(FieldAnswer fault) => fault.Row is null ? $"{OptionOf(fault.Field ?? string.Empty)} {fault.Description}" : fault.Description ?? string.Empty;

    // The options have the names of the API's fields.
    private static string OptionOf(string field) => field switch
    {
        "csv_file_content" => "the file",
        "migration_code" => "the migration",
        _ => $"--{field.Replace('_', '-')}",
    };
}
