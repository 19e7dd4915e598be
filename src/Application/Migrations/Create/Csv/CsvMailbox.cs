using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>A mailbox as a row of the CSV file names it.</summary>
/// <param name="row">The line on which the row begins.</param>
/// <param name="values">The row's fields by column.</param>
internal sealed class CsvMailbox(int row, IReadOnlyDictionary<string, string> values)
{
    public int Row { get; } = row;

    /// <summary>The address with its domain in the one spelling in which it is registered: what is checked is kept and sent.</summary>
    public string LocalEmail { get; } = WithRegisteredDomain(values[CsvColumn.LocalEmail]);

    public string RemoteServer => values[CsvColumn.RemoteServer];

    public string RemoteUsername => values[CsvColumn.RemoteUsername];

    private string? MasterUser => values.GetValueOrDefault(CsvColumn.MasterUser);

    private string Password => values.GetValueOrDefault(CsvColumn.MasterUserPassword) ?? values[CsvColumn.RemotePassword];

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
    public string PasswordColumn => MasterUser is null ? CsvColumn.RemotePassword : CsvColumn.MasterUserPassword;

    public bool HasSamePassword(CsvMailbox other) => Password == other.Password;

    /// <summary>The mailbox with its password encrypted.</summary>
    public Mailbox Seal(ISecretSealer sealer) => new(LocalEmail, RemoteServer, RemoteUsername, MasterUser, sealer.Seal(new Secret(Password)));
}
