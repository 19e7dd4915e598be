using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Binding;

/// <summary>
/// Reads a request's body as a <see cref="JsonBody"/>. The framework's own reader stops at the first fault, and names it in words that do not
/// follow a field's name.
/// </summary>
internal sealed class JsonBodyBinder : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var request = bindingContext.HttpContext.Request;
        if (request.ContentType is { } type && !IsJson(type))
        {
            throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        bindingContext.Result = ModelBindingResult.Success(
            await bindingContext.HttpContext.ReadBodyAsync(() => JsonBody.ParseAsync(request.Body, bindingContext.HttpContext.RequestAborted)));
    }

    // RFC 8259, section 8.1: JSON between systems is UTF-8.
    private static bool IsJson(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
