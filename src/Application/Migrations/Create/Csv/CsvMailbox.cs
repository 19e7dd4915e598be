using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>A mailbox as a row of the CSV file names it.</summary>
/// <param name="row">The line on which the row begins.</param>
/// <param name="values">The row's fields by column, but for those that are left out.</param>
/// <param name="connection">The connection that logs in; null = there is a password.</param>
internal sealed class CsvMailbox(int row, IReadOnlyDictionary<string, string> values, Connection? connection = null)
{
    public int Row { get; } = row;

    /// <summary>The address with its domain in the one spelling in which it is registered: what is checked is kept and sent.</summary>
    public string LocalEmail { get; } = WithRegisteredDomain(values[CsvColumn.LocalEmail]);

    public string RemoteServer => values[CsvColumn.RemoteServer];

    public string RemoteUsername => values[CsvColumn.RemoteUsername];

    // That of a connection is kept too: it is the one whose refused logins are counted.
    private string? MasterUser => connection?.User ?? values.GetValueOrDefault(CsvColumn.MasterUser);

    private string? Password => values.GetValueOrDefault(CsvColumn.MasterUserPassword) ?? values.GetValueOrDefault(CsvColumn.RemotePassword);

    private static string WithRegisteredDomain(string email)
    {
        var at = email.LastIndexOf('@');
        return $"{email[..at]}@{MailDomain.Parse(email[(at + 1)..])}";
    }

    /// <summary>Which mailbox comes from where.</summary>
    public SourceKey ToKey(Preset? preset) => SourceKey.Of(LocalEmail, RemoteServer, RemoteUsername, preset);

    /// <summary>Who logs in where, whatever the port; the user's name is taken as a whole, since it may hold a master user's.</summary>
    public (string Host, string User) ToLoginKey() =>
        (Domain.Migrations.RemoteServer.HostOf(RemoteServer).ToUpperInvariant(), (MasterUser ?? RemoteUsername).ToUpperInvariant());

    /// <summary>The column in which the password stands.</summary>
    public string PasswordColumn => values.ContainsKey(CsvColumn.MasterUser) ? CsvColumn.MasterUserPassword
        : values.ContainsKey(CsvColumn.RemotePassword) ? CsvColumn.RemotePassword
        : CsvColumn.Connection;

    public bool HasSamePassword(CsvMailbox other) => ConnectionId == other.ConnectionId && (connection is not null || Password == other.Password);

    /// <summary>The mailbox with its password encrypted, or with none where a connection logs in.</summary>
    /// <exception cref="InvalidOperationException">It names a connection that was not found.</exception>
    public Mailbox Seal(ISecretSealer sealer) =>
        new(LocalEmail, RemoteServer, RemoteUsername, MasterUser, connection is null ? sealer.Seal(new Secret(PasswordOrNone)) : null, ConnectionId);

    private string? ConnectionId => connection?.PublicId;

    private string PasswordOrNone => Password is { } password && !CsvConnections.IsName(password) ? password
        : throw new InvalidOperationException($"The connection in row {Row} was not found.");
}
