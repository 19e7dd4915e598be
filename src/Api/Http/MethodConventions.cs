namespace Hosting.Migrations.Api.Http;

/// <summary>What operations answer besides the methods that they are written for.</summary>
internal static class MethodConventions
{
    /// <summary>Has whatever answers GET answer HEAD too (RFC 9110, section 9.3.2). The server leaves out the body; the description does not name it.</summary>
    /// <param name="endpoint">The operation.</param>
    public static void AllowHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { } methods
            && methods.HttpMethods.Contains(HttpMethods.Get) && !methods.HttpMethods.Contains(HttpMethods.Head))
        {
            endpoint.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head], methods.AcceptCorsPreflight));
        }
    }
}
