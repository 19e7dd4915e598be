using Hosting.Migrations.Application.Errors;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hosting.Migrations.Api.Errors;

internal static class ModelStateErrors
{
    /// <summary>What model binding could not read, as the envelope's entries.</summary>
    public static IReadOnlyList<FieldError> ToFieldErrors(this ModelStateDictionary modelState) =>
        modelState.IsValid
            ? []
            : [.. modelState.SelectMany(entry => entry.Value!.Errors.Select(error => new FieldError(entry.Key, error.ErrorMessage)))];
}
