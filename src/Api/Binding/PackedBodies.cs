using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Refuses bodies that are compressed: a small one may become a large one.</summary>
internal static class PackedBodies
{
    private const string NotPacked = "identity";

    /// <summary>Makes sure that a body is sent as it is.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="BadHttpRequestException">It is compressed: 415, with what would be taken instead (RFC 9110, section 15.5.16).</exception>
    public static void EnsureNotPacked(this HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Any(encoding => !string.IsNullOrEmpty(encoding) && !encoding.Trim().Equals(NotPacked, StringComparison.OrdinalIgnoreCase)))
        {
            // Set late, because the error handling clears all headers that are there by then.
            request.HttpContext.Response.OnStarting(() =>
            {
                request.HttpContext.Response.Headers[HeaderNames.AcceptEncoding] = NotPacked;
                return Task.CompletedTask;
            });
            throw new BadHttpRequestException("The body is compressed.", StatusCodes.Status415UnsupportedMediaType);
        }
    }
}
