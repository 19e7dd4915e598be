using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Reads what clients upload by the rules that the settings make.</summary>
internal sealed class CsvUpload(IOptions<MigrationOptions> options, IOptions<DestinationOptions> destination, SourcePorts ports)
{
    /// <summary>The field of a request that holds a file.</summary>
    public const string Field = "csv_file_content";

    /// <summary>Reads a CSV file.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="preset">What kind of server the sources are; null = not known.</param>
    /// <param name="owner">Whose mailboxes they must be; null = not known.</param>
    /// <param name="connections">Their connections; null = not known.</param>
    public CsvContent Read(string text, Preset? preset, Customer? owner, IReadOnlyList<Connection>? connections) => CsvContent.Read(text, new CsvRules(options.Value.MaxCsvRows, options.Value.MaxCsvBytes)
    {
        Preset = preset,
        Owner = owner,
        Connections = connections,
        MasterSeparator = destination.Value.EffectiveSeparator,
        Ports = ports,
    });

    /// <summary>What is wrong with a field; null = nothing.</summary>
    /// <param name="column">The field's column.</param>
    /// <param name="value">The field.</param>
    public string? FindFault(string column, string value) => CsvFields.FindFault(column, value, destination.Value.EffectiveSeparator, ports)?.Reason;
}
