using System.Globalization;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>
/// Adds to every operation what the contract has and the framework does not know of: its origin, the headers that it takes, and all that it may answer,
/// with the headers of that. It goes by how the operation is built, so that a new one is described without a word.
/// </summary>
internal sealed class ContractOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var facts = new OperationFacts(context.Description);
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-origin"] = new JsonNodeExtension(facts.IsDocumented ? "documented" : "ours");

        operation.Parameters ??= [];
        DescribePath(operation.Parameters, context.Description);
        foreach (var header in RequestHeaders.Of(facts))
        {
            operation.Parameters.Add(header);
        }

        operation.Responses = AnswersOf(operation, context, facts);
        return Task.CompletedTask;
    }

    private static void DescribePath(IEnumerable<IOpenApiParameter> parameters, ApiDescription description)
    {
        var inPath = description.ActionDescriptor.Parameters.OfType<ControllerParameterDescriptor>()
            .SelectMany(parameter => parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<InPathAttribute>())
            .ToDictionary(attribute => attribute.Name!, attribute => attribute.Description);
        foreach (var parameter in parameters.Where(parameter => parameter.In == ParameterLocation.Path))
        {
            parameter.Description = inPath.GetValueOrDefault(parameter.Name ?? string.Empty, parameter.Description ?? string.Empty);
        }
    }

    // What the controller says of all its operations would come before what an operation says of itself.
    private static OpenApiResponses AnswersOf(OpenApiOperation operation, OpenApiOperationTransformerContext context, OperationFacts facts)
    {
        var described = operation.Responses ?? [];
        foreach (var status in facts.FurtherStatuses().Select(Text))
        {
            described.TryAdd(status, new OpenApiResponse());
        }

        var document = context.Document ?? throw new InvalidOperationException("An operation stands in a document.");
        var answers = new OpenApiResponses();
        foreach (var (status, response) in described.OrderBy(response => response.Key, StringComparer.Ordinal))
        {
            var code = int.Parse(status, CultureInfo.InvariantCulture);
            IOpenApiResponse? shared = SharedAnswers.Find(code, IsOfUpload(context.Description, code), document);
            answers.Add(status, shared ?? Complete(response, code, facts, document));
        }

        return answers;
    }

    private static OpenApiResponse Complete(IOpenApiResponse answer, int status, OperationFacts facts, OpenApiDocument document)
    {
        var response = (OpenApiResponse)answer;

        // What a controller sends as a rule, and this answer does not.
        foreach (var (type, _) in response.Content?.Where(content => content.Value.Schema is null).ToList() ?? [])
        {
            response.Content!.Remove(type);
        }

        if (status == StatusCodes.Status200OK && facts.OtherMediaType is { } other)
        {
            response.Content!.Add(other, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }

        ResponseHeaders.AddTo(response, status, facts, document);
        return response;
    }

    private static bool IsOfUpload(ApiDescription operation, int status) =>
        operation.SupportedResponseTypes.Any(answer => answer.StatusCode == status && answer.Type == typeof(UploadErrorEnvelope));

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
