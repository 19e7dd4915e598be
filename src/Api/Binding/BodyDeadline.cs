using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Gives the body of a request so long to arrive. The server's own limit is a rate, by which a body of any size may take hours.</summary>
internal static class BodyDeadline
{
    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="BadHttpRequestException">It did not arrive in time: 408, and the connection is closed.</exception>
    public static async Task<JsonBody> ReadBodyAsync(this HttpContext context, Func<Task<JsonBody>> read)
    {
        var time = context.RequestServices.GetRequiredService<IOptions<UploadOptions>>().Value.Deadline;
        using var deadline = new CancellationTokenSource(time);
        var body = context.Request.Body;
        context.Request.Body = new DeadlineStream(body, deadline.Token);
        try
        {
            return await read();
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[HeaderNames.Connection] = "close";
                return Task.CompletedTask;
            });
            throw new BadHttpRequestException("The body did not arrive in time.", StatusCodes.Status408RequestTimeout);
        }
        finally
        {
            context.Request.Body = body;
        }
    }
}
