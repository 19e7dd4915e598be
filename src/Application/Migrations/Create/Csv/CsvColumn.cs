namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>The columns of a CSV file, by the names that a header gives them.</summary>
internal static class CsvColumn
{
    public const string LocalEmail = "local_email";
    public const string RemoteServer = "remote_server";
    public const string RemoteUsername = "remote_username";
    public const string RemotePassword = "remote_password";
    public const string MasterUser = "masteruser";
    public const string MasterUserPassword = "masteruser_password";
    public const string Connection = "connection";

    private static readonly HashSet<string> Names =
        [LocalEmail, RemoteServer, RemoteUsername, RemotePassword, MasterUser, MasterUserPassword, Connection];

    /// <summary>The columns of a file in which each user has a password.</summary>
    public static IReadOnlyList<string> Standard { get; } = [LocalEmail, RemoteServer, RemoteUsername, RemotePassword];

    /// <summary>The columns of a file in which a master user logs in for all.</summary>
    public static IReadOnlyList<string> Master { get; } = [LocalEmail, RemoteServer, RemoteUsername, MasterUser, MasterUserPassword];

    /// <summary>The columns of a file in which connections log in for all.</summary>
    public static IReadOnlyList<string> Connected { get; } = [LocalEmail, RemoteServer, RemoteUsername, Connection];

    /// <summary>The columns of a file in which connections log in for some.</summary>
    public static IReadOnlyList<string> Mixed { get; } = [.. Standard, Connection];

    /// <summary>A name in a header as it is compared: without blanks around it, in lower case.</summary>
    public static string Normalize(string name) => name.Trim().ToLowerInvariant();

    /// <summary>Whether a text names a column, whatever its case.</summary>
    public static bool IsName(string text) => Names.Contains(Normalize(text));

    /// <summary>Whether a column holds passwords, which are taken as they are.</summary>
    public static bool IsPassword(string column) => column is RemotePassword or MasterUserPassword;

    /// <summary>Names as a header has them.</summary>
    public static string AsHeader(IEnumerable<string> columns) => string.Join(CsvSeparator.Usual, columns);
}
