namespace Hosting.Migrations.Api.Controllers;

/// <summary>Mailboxes that are added.</summary>
public sealed record AddResourcesBody
{
    /// <summary>A CSV file as that of an upload, with a row for each mailbox.</summary>
    public required string CsvFileContent { get; init; }
}
