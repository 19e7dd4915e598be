using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Pauses.List;

/// <summary>Asks what is paused.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record ListPausesQuery(Caller Caller) : IApiRequest, IRequest<PausesDto>
{
    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class ListPausesQueryHandler(PausesView view) : IRequestHandler<ListPausesQuery, PausesDto>
{
    public Task<PausesDto> Handle(ListPausesQuery request, CancellationToken cancellationToken) => view.ShowAsync(cancellationToken);
}
