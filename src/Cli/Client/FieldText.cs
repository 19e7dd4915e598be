namespace Hosting.Migrations.Cli.Client;

/// <summary>What the service says of a field, or of a place in a file, as a line.</summary>
internal static class FieldText
{
    // A fault of a row names it itself.
    public static string Describe(FieldAnswer fault) => fault switch
    {
        { Description: null } => "the service does not say what is wrong",
        { Row: null, Field: { Length: > 0 } field } => $"{OptionOf(field)} {fault.Description}",
        _ => fault.Description,
    };

    // The options have the names of the API's fields.
    private static string OptionOf(string field) => field switch
    {
        "csv_file_content" => "the file",
        "migration_code" => "the migration",
        _ => $"--{field.Replace('_', '-')}",
    };
}
