namespace Hosting.Migrations.Application.Idempotency;

/// <summary>Answers a request once more that has been done already.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">What it is answered with.</typeparam>
internal interface IReplay<in TRequest, TResponse>
    where TRequest : IIdempotentRequest<TResponse>
{
    /// <summary>Answers it; nothing is changed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="known">What was made of it first.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<TResponse> ReplayAsync(TRequest request, KnownRequest known, CancellationToken cancellationToken);
}
