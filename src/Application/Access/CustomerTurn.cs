using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;

namespace Hosting.Migrations.Application.Access;

/// <summary>Finds what is to be changed of a customer's, one caller after the other: what is changed is what is there.</summary>
internal sealed class CustomerTurn(IUnitOfWork unitOfWork)
{
    /// <summary>What is to be changed, once nobody else changes it until the changes are stored or forgotten.</summary>
    /// <param name="find">Finds it; throws where there is none.</param>
    /// <param name="customerOf">The key of the customer whose it is.</param>
    /// <param name="show">Shows it as clients see it.</param>
    /// <param name="expectedTags">The tags of what the caller has seen, of which one has to be that of what is there; null = it does not ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <typeparam name="T">What is changed.</typeparam>
    /// <typeparam name="TShown">What clients see of it.</typeparam>
    /// <exception cref="NotFoundException">There is none, or it is somebody else's.</exception>
    /// <exception cref="PreconditionFailedException">The caller has seen it otherwise.</exception>
    public async Task<T> TakeAsync<T, TShown>(
        Func<Task<T>> find, Func<T, long> customerOf, Func<T, TShown> show, IReadOnlyList<string>? expectedTags, CancellationToken cancellationToken)
        where TShown : class
    {
        var customerId = customerOf(await find());

        // By the time of the turn it may be another.
        unitOfWork.Forget();
        return await TakeOfAsync(customerId, find, show, expectedTags, cancellationToken);
    }

    /// <summary>The same, where the customer is known and nothing has been read.</summary>
    /// <param name="customerId">The customer's key.</param>
    /// <param name="find">Finds what is to be changed; throws where there is none.</param>
    /// <param name="show">Shows it as clients see it.</param>
    /// <param name="expectedTags">The tags of what the caller has seen, of which one has to be that of what is there; null = it does not ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <typeparam name="T">What is changed.</typeparam>
    /// <typeparam name="TShown">What clients see of it.</typeparam>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="PreconditionFailedException">The caller has seen it otherwise.</exception>
    public async Task<T> TakeOfAsync<T, TShown>(
        long customerId, Func<Task<T>> find, Func<T, TShown> show, IReadOnlyList<string>? expectedTags, CancellationToken cancellationToken)
        where TShown : class
    {
        await unitOfWork.TakeTurnAsync(customerId, cancellationToken);
        try
        {
            var found = await find();
            AnswerTag.EnsureSeen(show(found), expectedTags);
            return found;
        }
        catch (Exception fault) when (fault is NotFoundException or PreconditionFailedException)
        {
            unitOfWork.Forget();
            throw;
        }
    }
}
