using System.Buffers;
using Hosting.Migrations.Api.Limits;
using Microsoft.Extensions.Primitives;

namespace Hosting.Migrations.Api.Http;

/// <summary>Gives every request an id, the client's own where it sends a sound one, and echoes it beside the other headers of every answer.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, Quotas quotas, ILogger<RequestIdMiddleware> logger)
{
    public const string HeaderName = "X-Request-Id";

    private const int MaxLength = 128;

    private static readonly Func<ILogger, string, IDisposable?> Scope = LoggerMessage.DefineScope<string>(HeaderName + ":{RequestId}");

    // Nothing that could forge a line of the log or a header.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=");

    public async Task InvokeAsync(HttpContext context)
    {
        var requestId = Sound(context.Request.Headers[HeaderName]) ?? Guid.CreateVersion7().ToString("N");
        context.TraceIdentifier = requestId;
        context.Response.OnStarting(() =>
        {
            // Set this late, because the error handling clears all headers that are there by then.
            context.Response.Headers[HeaderName] = requestId;
            AnswerHeaders.Add(context, quotas);
            return Task.CompletedTask;
        });
        using (Scope(logger, requestId))
        {
            await next(context);
        }
    }

    private static string? Sound(StringValues sent) =>
        sent is [{ Length: > 0 and <= MaxLength } id] && !id.AsSpan().ContainsAnyExcept(Allowed) ? id : null;
}
