using MediatR;

namespace Hosting.Migrations.Application.Database.Migrate;

/// <summary>Brings the database's schema up to date. Answers the names of the schema changes that were applied.</summary>
public sealed record MigrateDatabaseCommand : IRequest<IReadOnlyList<string>>;

internal sealed class MigrateDatabaseCommandHandler(IDatabaseSchema schema)
    : IRequestHandler<MigrateDatabaseCommand, IReadOnlyList<string>>
{
    public Task<IReadOnlyList<string>> Handle(MigrateDatabaseCommand request, CancellationToken cancellationToken) =>
        schema.UpdateAsync(cancellationToken);
}
