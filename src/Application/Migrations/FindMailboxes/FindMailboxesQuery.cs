using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.FindMailboxes;

/// <summary>Looks for mailboxes in all migrations that the caller may see, those that were added last first.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record FindMailboxesQuery(Caller Caller) : IApiRequest, IRequest<MailboxListDto>
{
    /// <summary>Only mailboxes in which this occurs; see <see cref="MailboxFilter.Search"/>. Null = any.</summary>
    public string? Query { get; init; }

    /// <summary>Only this customer's; for admins. Null = every customer's.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>Only those of this migration; null = of any.</summary>
    public string? MigrationCode { get; init; }

    /// <summary>Only those that stand at one of these: texts of <see cref="ResourceStatus"/>, with commas between them; null = anywhere.</summary>
    public string? Status { get; init; }

    /// <summary>Only those whose latest run failed for this reason; null = any.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Where the page before ended; null = from the newest on.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || CustomerCode is null;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>Mailboxes that were found.</summary>
/// <param name="Resources">The mailboxes, those that were added last first.</param>
/// <param name="Pagination">Where to go on.</param>
public sealed record MailboxListDto(IReadOnlyList<MailboxDto> Resources, CursorPaginationDto Pagination) : ICursorPagedDto;

internal sealed class FindMailboxesQueryHandler(IMailboxFinder finder, IMigrationRepository migrations, ICustomerRepository customers)
    : IRequestHandler<FindMailboxesQuery, MailboxListDto>
{
    public async Task<MailboxListDto> Handle(FindMailboxesQuery request, CancellationToken cancellationToken)
    {
        var filter = new MailboxFilter(
            request.CustomerCode is { } customer ? await customers.GetIdAsync(customer, cancellationToken) : request.Caller.CustomerId,
            request.MigrationCode is { } code ? (await migrations.GetForAsync(request.Caller, code, cancellationToken)).Id : null,
            ListRules.StatusesOf<ResourceStatus>(request.Status),
            request.ErrorCode,
            string.IsNullOrWhiteSpace(request.Query) ? null : request.Query.Trim());

        // One more tells whether there is another page.
        var found = await finder.FindAsync(filter, MailboxCursor.Read(request.Cursor), request.Per + 1, cancellationToken);
        var page = found.Take(request.Per).ToList();
        var next = found.Count > request.Per ? MailboxCursor.Write(page[^1].Mailbox.Id) : null;
        return new MailboxListDto(page.ConvertAll(MailboxDto.Of), new CursorPaginationDto(request.Per, next));
    }
}
