using System.Globalization;
using FluentValidation;
using FluentValidation.Results;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Tells a client what is wrong with a file.</summary>
internal static class CsvFaults
{
    /// <summary>How many faults are told at once. Where there are more, the last says so.</summary>
    public const int Max = 100;

    /// <summary>The faults as a client is told of them, from the first row to the last.</summary>
    public static IReadOnlyList<LocatedError> ToErrors(this IEnumerable<CsvFault> faults)
    {
        List<CsvFault> all = [.. faults.OrderBy(fault => fault.Row ?? 0)];
        if (all.Count > Max)
        {
            var left = all.Count - Max + 1;
            all.RemoveRange(Max - 1, left);
            all.Add(new CsvFault(null, null, UploadErrorCode.More, string.Create(CultureInfo.InvariantCulture, $"has {left} more faults, which are not listed")));
        }

        return [.. all.Select(fault => fault.ToError())];
    }

    /// <summary>Refuses what has faults.</summary>
    /// <exception cref="RequestInvalidException">There are some.</exception>
    public static void ThrowIfAny(this IReadOnlyCollection<CsvFault> faults)
    {
        if (faults.Count > 0)
        {
            throw new RequestInvalidException(faults.ToErrors());
        }
    }

    /// <summary>Notes all that is wrong with a file under the field that holds it.</summary>
    /// <param name="context">The field's validation.</param>
    /// <param name="content">The file.</param>
    public static void AddFaults<T>(this ValidationContext<T> context, CsvContent content)
    {
        foreach (var error in content.Faults.ToErrors())
        {
            // Each has a state of its own, so that all are told.
            context.AddFailure(new ValidationFailure(context.PropertyPath, error.Description) { CustomState = error });
        }
    }
}
