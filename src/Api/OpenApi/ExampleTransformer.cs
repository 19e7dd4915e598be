using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Application.Migrations.Follow;
using Hosting.Migrations.Application.Migrations.Report;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Gives every body and every good answer an example, which is made of its schema, so that a new operation has some without a word.</summary>
internal sealed class ExampleTransformer(IOptions<JsonOptions> json) : IOpenApiDocumentTransformer
{
    private const int Started = 2;

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var examples = new ExampleValues(document);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            // Answers that are shared have theirs.
            var contents = (operation.Responses ?? []).Values.OfType<OpenApiResponse>().Select(response => response.Content).Append(operation.RequestBody?.Content);
            foreach (var content in contents.OfType<IDictionary<string, OpenApiMediaType>>())
            {
                await AddAsync(content, examples, cancellationToken);
            }
        }
    }

    private async Task AddAsync(IDictionary<string, OpenApiMediaType> content, ExampleValues examples, CancellationToken cancellationToken)
    {
        foreach (var (type, body) in content)
        {
            body.Example = type switch
            {
                CsvReportResult.MediaType => await CsvAsync(content["application/json"].Example!, cancellationToken),
                EventStreamResult.MediaType => Events(),
                _ => examples.Of(body.Schema!),
            };
        }
    }

    // The same report as in JSON, by what writes it.
    private async Task<JsonNode> CsvAsync(JsonNode example, CancellationToken cancellationToken)
    {
        var resources = example["resources"].Deserialize<List<ReportResourceDto>>(json.Value.SerializerOptions)!;
        using var utf8 = new MemoryStream();
        var report = new ReportDto { Code = string.Empty, Status = MigrationStatus.Completed, StatusDetail = null, Resources = resources.ToAsyncEnumerable() };
        await ReportCsv.WriteAsync(report, utf8, cancellationToken);
        return Encoding.UTF8.GetString(utf8.ToArray());
    }

    private JsonNode Events()
    {
        var status = new MigrationStatusDto(MigrationStatus.Running, "first execution", new DateTimeOffset(2026, 11, 28, 22, 0, 0, 123, TimeSpan.Zero));
        return EventStreamResult.TextOf(new FollowedEvent("status", Started, status), json.Value.SerializerOptions);
    }
}
