using FluentValidation;
using FluentValidation.Results;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Tells a client what is wrong with a file.</summary>
internal static class CsvFaults
{
    /// <summary>Notes all that is wrong with a file under the field that holds it.</summary>
    /// <param name="context">The field's validation.</param>
    /// <param name="content">The file.</param>
    public static void AddFaults<T>(this ValidationContext<T> context, CsvContent content)
    {
        foreach (var fault in content.Faults)
        {
            // Each has a state of its own, so that all are told.
            context.AddFailure(new ValidationFailure(context.PropertyPath, fault.ToString()) { CustomState = fault });
        }
    }
}
