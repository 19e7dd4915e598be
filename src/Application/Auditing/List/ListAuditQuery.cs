using System.Globalization;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain;
using MediatR;

namespace Hosting.Migrations.Application.Auditing.List;

/// <summary>Asks who has done what, the newest first.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record ListAuditQuery(Caller Caller) : IApiRequest, IRequest<AuditListDto>
{
    /// <summary>Only what is about this customer, be it gone by now; null = any.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>Only what is about this migration, be it gone by now; null = any.</summary>
    public string? MigrationCode { get; init; }

    /// <summary>Only what was done by this: a token's number, or the text of an <see cref="ActorKind"/>; null = any.</summary>
    public string? Actor { get; init; }

    /// <summary>Only this: the text of an <see cref="AuditAction"/>; null = any.</summary>
    public string? Action { get; init; }

    /// <summary>Only what was done from this day or moment on; null = any.</summary>
    public string? From { get; init; }

    /// <summary>Only what was done before this day or moment; null = any.</summary>
    public string? To { get; init; }

    /// <summary>Where the page before ended; null = from the newest on.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>Entries of the log.</summary>
/// <param name="Resources">The entries, the newest first.</param>
/// <param name="Pagination">Where to go on.</param>
public sealed record AuditListDto(IReadOnlyList<AuditEntryDto> Resources, CursorPaginationDto Pagination) : ICursorPagedDto;

internal sealed class ListAuditQueryHandler(IAuditLog log) : IRequestHandler<ListAuditQuery, AuditListDto>
{
    public async Task<AuditListDto> Handle(ListAuditQuery request, CancellationToken cancellationToken)
    {
        var after = AuditCursor.Read(request.Cursor);

        // One more tells whether there is another page.
        var entries = await log.ListAsync(FilterOf(request), after, request.Per + 1, cancellationToken);
        var page = entries.Take(request.Per).ToList();
        var next = entries.Count > request.Per ? AuditCursor.Write(new AuditPlace(page[^1].OccurredAt, page[^1].Id)) : null;
        return new AuditListDto(page.ConvertAll(AuditEntryDto.Of), new CursorPaginationDto(request.Per, next));
    }

    private static AuditFilter FilterOf(ListAuditQuery request)
    {
        long? tokenId = long.TryParse(request.Actor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        return new AuditFilter(
            request.CustomerCode,
            request.MigrationCode,
            request.Actor is { } actor && tokenId is null ? EnumText<ActorKind>.Parse(actor) : null,
            tokenId,
            request.Action is { } action ? EnumText<AuditAction>.Parse(action) : null,
            request.From is { } from ? MomentText.Read(from) : null,
            request.To is { } to ? MomentText.Read(to) : null);
    }
}
