using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Http;

/// <summary>Answers OPTIONS with the methods that a path has (RFC 9110, section 9.3.7), whoever asks: the description names them too.</summary>
internal sealed class OptionsMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        // The router knows them: it has refused the method, and said which are right.
        if (HttpMethods.IsOptions(context.Request.Method) && context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false } response)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            response.Headers[HeaderNames.Allow] = $"{response.Headers.Allow}, {HttpMethods.Options}";
        }
    }
}
