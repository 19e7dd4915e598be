using FluentValidation;

namespace Hosting.Migrations.Application.Behaviours;

/// <summary>Looks up what the validation of a request has to know of what is stored, so that all faults are told at once.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
internal interface IValidationLookup<in TRequest>
    where TRequest : notnull
{
    /// <summary>Adds what validators read from <see cref="IValidationContext.RootContextData"/>.</summary>
    /// <param name="request">The request, of which nothing is known to be valid.</param>
    /// <param name="facts">Where to add it.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task AddFactsAsync(TRequest request, IDictionary<string, object> facts, CancellationToken cancellationToken);
}
