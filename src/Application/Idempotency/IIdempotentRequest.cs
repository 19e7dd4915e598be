using Hosting.Migrations.Application.Access;
using MediatR;

namespace Hosting.Migrations.Application.Idempotency;

/// <summary>A request that a client may send again without having it done twice.</summary>
/// <typeparam name="TResponse">What it is answered with.</typeparam>
public interface IIdempotentRequest<TResponse> : IApiRequest, IRequest<TResponse>
{
    /// <summary>The client's name for the request; null = sending it again does it again.</summary>
    string? IdempotencyKey { get; }

    /// <summary>What the request says, value by value; two requests with the same key must mean the same.</summary>
    IEnumerable<object?> Meaning { get; }

    /// <summary>Whose keys they are: a customer's, or 0 for all admins.</summary>
    long Scope => Caller.CustomerId ?? 0;

    /// <summary>Whether an earlier request with the same key had done it already, so that this one was only answered; set by the pipeline.</summary>
    bool IsReplayed { get; set; }
}
