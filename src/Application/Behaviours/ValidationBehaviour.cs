using System.Text.Json;
using FluentValidation;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Behaviours;

internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        // One fault is told of a field, unless each has a state that says that it is about a place of its own.
        var broken = validators
            .SelectMany(validator => validator.Validate(request).Errors)
            .DistinctBy(failure => (failure.PropertyName, failure.CustomState))
            .Select(failure => new FieldError(JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.PropertyName), failure.ErrorMessage));
        var unreadable = request is IApiRequest apiRequest ? apiRequest.Unreadable.DistinctBy(error => error.Field).ToList() : [];
        FieldError[] errors = [.. unreadable, .. broken.Where(error => !unreadable.Exists(known => known.Field == error.Field))];
        return errors.Length == 0 ? next() : throw new RequestInvalidException(errors);
    }
}
