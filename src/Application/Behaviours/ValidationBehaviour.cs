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
        var broken = validators
            .SelectMany(validator => validator.Validate(request).Errors)
            .Select(failure => new FieldError(JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.PropertyName), failure.ErrorMessage));
        var unreadable = request is IApiRequest apiRequest ? apiRequest.Unreadable : [];
        FieldError[] errors = [.. unreadable.Concat(broken).DistinctBy(error => error.Field)];
        return errors.Length == 0 ? next() : throw new RequestInvalidException(errors);
    }
}
