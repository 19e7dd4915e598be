using Hosting.Migrations.Application.Auditing;
using MediatR;

namespace Hosting.Migrations.Application.Database.Migrate;

/// <summary>Brings the database's schema up to date. Answers the names of the schema changes that were applied.</summary>
[NotAudited("The database keeps the history of its schema itself, and before the first change of it there is no log.")]
public sealed record MigrateDatabaseCommand : IRequest<IReadOnlyList<string>>;

internal sealed class MigrateDatabaseCommandHandler(IDatabaseSchema schema)
    : IRequestHandler<MigrateDatabaseCommand, IReadOnlyList<string>>
{
    public Task<IReadOnlyList<string>> Handle(MigrateDatabaseCommand request, CancellationToken cancellationToken) =>
        schema.UpdateAsync(cancellationToken);
}
