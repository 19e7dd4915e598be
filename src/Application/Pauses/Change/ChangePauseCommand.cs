using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Pauses.Change;

/// <summary>Pauses a source host or the whole service, or ends that pause. What is so already stays so.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="IsPaused">Whether it is to be paused from now on.</param>
public sealed record ChangePauseCommand(Caller Caller, bool IsPaused) : IApiRequest, IRequest<PausesDto>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => IsPaused ? AuditAction.PauseService : AuditAction.ResumeService;

    /// <summary>A host name or address without a port; null = the whole service.</summary>
    public string? SourceHost { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class ChangePauseCommandHandler(IWorkPauses pauses, PausesView view, TimeProvider clock) : IRequestHandler<ChangePauseCommand, PausesDto>
{
    public async Task<PausesDto> Handle(ChangePauseCommand request, CancellationToken cancellationToken)
    {
        var host = request.SourceHost is { } text ? RemoteServer.Parse(text).Host : null;
        await (request.IsPaused ? pauses.PauseAsync(host, clock.GetUtcNow(), cancellationToken) : pauses.ResumeAsync(host, cancellationToken));
        return await view.ShowAsync(cancellationToken);
    }
}
