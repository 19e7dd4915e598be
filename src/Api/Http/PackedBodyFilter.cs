using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Http;

/// <summary>
/// Refuses bodies that are compressed, of any operation that reads one: a small one may become a large one. 415, with what would be taken instead
/// (RFC 9110, section 15.5.16).
/// </summary>
internal sealed class PackedBodyFilter : IResourceFilter
{
    private const string NotPacked = "identity";

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var response = context.HttpContext.Response;
        if (ReadsBody(context.ActionDescriptor) && context.HttpContext.Request.Headers.ContentEncoding.Any(IsPacked))
        {
            // Set late, because the error handling clears all headers that are there by then.
            response.OnStarting(() =>
            {
                response.Headers[HeaderNames.AcceptEncoding] = NotPacked;
                return Task.CompletedTask;
            });
            throw new BadHttpRequestException("The body is compressed.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }

    // As JsonBodyAttribute has it.
    private static bool ReadsBody(ActionDescriptor action)
    {
        foreach (var parameter in action.Parameters)
        {
            if (parameter.BindingInfo?.BindingSource == BindingSource.Special)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPacked(string? encodings) =>
        encodings is not null && encodings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Any(encoding => !encoding.Equals(NotPacked, StringComparison.OrdinalIgnoreCase));
}
