using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>What a CSV file is held against.</summary>
/// <param name="MaxRows">The most mailboxes that it may have.</param>
/// <param name="MaxBytes">The most bytes that it may have, in UTF-8.</param>
internal sealed record CsvRules(int MaxRows, int MaxBytes)
{
    /// <summary>What kind of server the sources are, by which a server without a port has one; null = not known.</summary>
    public Preset? Preset { get; init; }

    /// <summary>Whose mailboxes they must be; null = not known.</summary>
    public Customer? Owner { get; init; }

    /// <summary>Their connections; null = not known.</summary>
    public IReadOnlyList<Connection>? Connections { get; init; }

    /// <summary>What no address may hold, since it joins user and master user at the destination.</summary>
    public string MasterSeparator { get; init; } = MailboxAddress.DefaultMasterSeparator;

    /// <summary>Which ports may be named; null = all.</summary>
    public SourcePorts? Ports { get; init; }
}
