using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Api.Errors;

/// <summary>The one form in which the API says that something went wrong.</summary>
/// <param name="Message">What went wrong, in a word or two.</param>
/// <param name="Errors">One entry for each field at fault; empty where no field is.</param>
public sealed record ErrorEnvelope(string Message, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Makes the envelope that goes with a status.</summary>
    /// <param name="status">An HTTP status from 400 on.</param>
    /// <param name="errors">The fields at fault.</param>
    public static ErrorEnvelope For(int status, IReadOnlyList<FieldError>? errors = null) => new(MessageOf(status), errors ?? []);

    private static string MessageOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Unauthorized",
        StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Method not allowed",
        StatusCodes.Status406NotAcceptable => "Not acceptable",
        StatusCodes.Status408RequestTimeout => "Request timeout",
        StatusCodes.Status409Conflict => "Conflict",
        StatusCodes.Status412PreconditionFailed => "Precondition failed",
        StatusCodes.Status413PayloadTooLarge => "Request body too large",
        StatusCodes.Status415UnsupportedMediaType => "Unsupported media type",
        StatusCodes.Status422UnprocessableEntity => "Validation failed",
        StatusCodes.Status429TooManyRequests => "Too many requests",
        StatusCodes.Status503ServiceUnavailable => "Service unavailable",
        < StatusCodes.Status500InternalServerError => "Bad request",
        _ => "Internal server error",
    };
}
