using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Behaviours;

/// <summary>Handles a request anew when somebody else was faster, on what is true by then.</summary>
internal sealed class RetryBehaviour<TRequest, TResponse>(IUnitOfWork unitOfWork) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull, IRetriedWhenOvertaken
{
    // With as many callers at once as this, the unluckiest of them still gets through.
    private const int MaxAttempts = 50;
    private const int MaxPauseMilliseconds = 50;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await next();
            }
            catch (ConcurrentChangeException) when (attempt < MaxAttempts)
            {
                unitOfWork.Forget();
                await Task.Delay(Random.Shared.Next(MaxPauseMilliseconds), cancellationToken);
            }
        }
    }
}
