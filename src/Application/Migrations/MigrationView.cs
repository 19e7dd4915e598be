using AutoMapper;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Shows a single migration as it looks now.</summary>
internal sealed class MigrationView(IMapper mapper, IOptions<MigrationOptions> options, TimeProvider clock)
{
    /// <summary>Before this an execution was due that is late if it has not started.</summary>
    public DateTimeOffset LateThreshold => clock.GetUtcNow() - options.Value.LateAfter;

    public SingleMigrationDto Show(Migration migration) => new([MigrationProfile.MapDetail(mapper, migration, LateThreshold)], NoPaginationDto.Empty);
}
