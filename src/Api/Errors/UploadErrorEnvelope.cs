using Hosting.Migrations.Application.Errors;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Hosting.Migrations.Api.Errors;

/// <summary>What is wrong with an upload: as for any request, with the kind and the place of each fault besides.</summary>
/// <param name="Message">What went wrong, in a word or two.</param>
/// <param name="Errors">One entry for each field, or each place of the file, at fault.</param>
public sealed record UploadErrorEnvelope(string Message, IReadOnlyList<UploadErrorDto> Errors)
{
    /// <summary>Whether an operation promises this form for a status.</summary>
    /// <param name="endpoint">The operation; null = there is none.</param>
    /// <param name="status">The status.</param>
    public static bool IsPromisedBy(Endpoint? endpoint, int status) =>
        endpoint?.Metadata.GetOrderedMetadata<IApiResponseMetadataProvider>().Any(answer => answer.StatusCode == status && answer.Type == typeof(UploadErrorEnvelope)) == true;

    /// <summary>Makes the envelope of faults.</summary>
    /// <param name="status">An HTTP status from 400 on.</param>
    /// <param name="errors">The faults.</param>
    public static UploadErrorEnvelope For(int status, IReadOnlyList<FieldError> errors) =>
        new(ErrorEnvelope.For(status).Message, [.. errors.Select(UploadErrorDto.Of)]);
}
