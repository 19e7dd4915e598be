using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>What follows for the description from how an operation is built.</summary>
internal sealed class OperationFacts(ApiDescription operation)
{
    /// <summary>Whether existing clients rely on it.</summary>
    public bool IsDocumented => Has<DocumentedOriginAttribute>();

    /// <summary>Whether its answers have a tag.</summary>
    public bool IsRevalidated => Has<TakesIfNoneMatchAttribute>();

    /// <summary>Whether a client may name what it has seen of what is changed.</summary>
    public bool TakesIfMatch => Has<TakesIfMatchAttribute>();

    /// <summary>Whether a client may name its request.</summary>
    public bool TakesIdempotencyKey => Has<TakesIdempotencyKeyAttribute>();

    /// <summary>Whether a client may name the event after which it goes on.</summary>
    public bool TakesLastEventId => Has<TakesLastEventIdAttribute>();

    /// <summary>Whether its answer is a page with links to others.</summary>
    public bool IsPage => Has<PageLinksAttribute>();

    /// <summary>The other media type in which it answers; null = none.</summary>
    public string? OtherMediaType => operation.ActionDescriptor.EndpointMetadata.OfType<AlsoAnswersAttribute>().FirstOrDefault()?.MediaType;

    /// <summary>The body that it takes; null = none.</summary>
    public JsonBodyAttribute? Body => operation.ActionDescriptor.Parameters.OfType<ControllerParameterDescriptor>()
        .SelectMany(parameter => parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<JsonBodyAttribute>())
        .SingleOrDefault();

    /// <summary>The statuses, beside those that its controller names, which it may answer.</summary>
    public IEnumerable<int> FurtherStatuses()
    {
        if (operation.HttpMethod != HttpMethods.Get)
        {
            // The token's scope may be too narrow.
            yield return StatusCodes.Status403Forbidden;
        }
        else if (!TakesLastEventId)
        {
            // By its tag, or by If-None-Match: * where there is anything.
            yield return StatusCodes.Status304NotModified;
        }

        if (TakesIfMatch)
        {
            yield return StatusCodes.Status412PreconditionFailed;
        }

        if (Body is not null)
        {
            yield return StatusCodes.Status408RequestTimeout;
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        yield return StatusCodes.Status429TooManyRequests;
        yield return StatusCodes.Status503ServiceUnavailable;
    }

    private bool Has<TAttribute>() => operation.ActionDescriptor.EndpointMetadata.OfType<TAttribute>().Any();
}
