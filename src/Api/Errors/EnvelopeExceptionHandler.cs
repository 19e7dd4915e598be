using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Workers;
using Microsoft.AspNetCore.Diagnostics;

namespace Hosting.Migrations.Api.Errors;

/// <summary>Turns every exception into the envelope. What nobody expected is logged in full, and told to nobody else.</summary>
internal sealed partial class EnvelopeExceptionHandler(DatabaseContact contact, ILogger<EnvelopeExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var (status, errors) = exception switch
        {
            RequestInvalidException invalid => (StatusCodes.Status422UnprocessableEntity, invalid.Errors),
            ConflictException conflict => (StatusCodes.Status409Conflict, [conflict.Error]),
            ForbiddenException => (StatusCodes.Status403Forbidden, []),
            NotFoundException => (StatusCodes.Status404NotFound, []),
            PreconditionFailedException => (StatusCodes.Status412PreconditionFailed, []),
            BadHttpRequestException bad => (bad.StatusCode, []),
            KeysMissingException => (StatusCodes.Status503ServiceUnavailable, []),
            _ when contact.Explains(exception) => (StatusCodes.Status503ServiceUnavailable, []),
            _ => (StatusCodes.Status500InternalServerError, Array.Empty<FieldError>()),
        };

        // A service that is not available is told of where it is noticed.
        if (status is >= StatusCodes.Status500InternalServerError and not StatusCodes.Status503ServiceUnavailable)
        {
            var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName;
            LogFailure(exception, httpContext.TraceIdentifier, httpContext.Request.Method, endpoint);
        }

        httpContext.Response.StatusCode = status;

        // Not cancelled where the client is gone: an exception in here would be logged as a fault of ours.
        await WriteAsync(httpContext, status, errors);
        return true;
    }

    private static Task WriteAsync(HttpContext context, int status, IReadOnlyList<FieldError> errors) =>
        UploadErrorEnvelope.IsPromisedBy(context.Features.Get<IExceptionHandlerFeature>()?.Endpoint, status)
            ? context.Response.WriteAsJsonAsync(UploadErrorEnvelope.For(status, errors), CancellationToken.None)
            : context.Response.WriteAsJsonAsync(ErrorEnvelope.For(status, errors), CancellationToken.None);

    // The query string and the body stay out of the log: they are the client's, and may hold secrets.
    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed: {Method} {Endpoint}")]
    private partial void LogFailure(Exception exception, string requestId, string method, string? endpoint);
}
