using Hosting.Migrations.Application.Errors;
using NUnit.Framework.Constraints;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Constraints on a request that is refused.</summary>
internal static class Refused
{
    /// <summary>The request names exactly these faults, in this order.</summary>
    public static IResolveConstraint With(params FieldError[] errors) =>
        Throws.TypeOf<RequestInvalidException>().With.Matches<RequestInvalidException>(
            exception => exception.Errors.Select(error => new FieldError(error.Field, error.Description)).SequenceEqual(errors));

    /// <summary>The request names exactly one fault.</summary>
    public static IResolveConstraint With(string field, string description) => With(new FieldError(field, description));

    /// <summary>The request names faults in exactly these fields, in this order.</summary>
    public static IResolveConstraint For(params string[] fields) =>
        Throws.TypeOf<RequestInvalidException>().With.Matches<RequestInvalidException>(
            exception => exception.Errors.Select(error => error.Field).SequenceEqual(fields));
}
