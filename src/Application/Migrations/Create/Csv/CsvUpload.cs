using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Reads what clients upload by the rules that the settings make.</summary>
internal sealed class CsvUpload(IOptions<MigrationOptions> options, IOptions<DestinationOptions> destination, SourcePorts ports)
{
    /// <summary>Reads a CSV file.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="preset">What kind of server the sources are; null = not known.</param>
    public CsvContent Read(string text, Preset? preset) =>
        CsvContent.Read(text, options.Value.MaxCsvRows, options.Value.MaxCsvBytes, preset, destination.Value.EffectiveSeparator, ports);

    /// <summary>What is wrong with a field; null = nothing.</summary>
    /// <param name="column">The field's column.</param>
    /// <param name="value">The field.</param>
    public string? FindFault(string column, string value) => CsvFields.FindFault(column, value, destination.Value.EffectiveSeparator, ports);
}
