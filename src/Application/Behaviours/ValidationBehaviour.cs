using System.Text.Json;
using FluentValidation;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Behaviours;

internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators, IEnumerable<IValidationLookup<TRequest>> lookups)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var context = new ValidationContext<TRequest>(request);
        if (lookups.Any())
        {
            return LookUpFirstAsync(context, next, cancellationToken);
        }

        Validate(context);
        return next();
    }

    private async Task<TResponse> LookUpFirstAsync(ValidationContext<TRequest> context, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        foreach (var lookup in lookups)
        {
            await lookup.AddFactsAsync(context.InstanceToValidate, context.RootContextData, cancellationToken);
        }

        Validate(context);
        return await next();
    }

    private void Validate(ValidationContext<TRequest> context)
    {
        // One fault is told of a field, unless each has a state that says that it is about a place of its own.
        var broken = validators
            .SelectMany(validator => validator.Validate(context).Errors)
            .DistinctBy(failure => (failure.PropertyName, failure.CustomState))
            .Select(failure => failure.CustomState as FieldError
                ?? new FieldError(JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.PropertyName), failure.ErrorMessage));
        var unreadable = context.InstanceToValidate is IApiRequest apiRequest ? apiRequest.Unreadable.DistinctBy(error => error.Field).ToList() : [];

        // Of a body that can't be read nothing is missing.
        FieldError[] errors = unreadable.Exists(error => error is UnreadableBodyError)
            ? [.. unreadable]
            : [.. unreadable, .. broken.Where(error => !unreadable.Exists(known => known.Field == error.Field))];
        if (errors.Length > 0)
        {
            throw new RequestInvalidException(errors);
        }
    }
}
