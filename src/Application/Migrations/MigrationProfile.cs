using AutoMapper;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Maps migrations outward, to what API clients see.</summary>
internal sealed class MigrationProfile : Profile
{
    private const string LateThreshold = nameof(LateThreshold);
    private const string Cancelled = "cancelled";
    private const string Paused = "paused";

    public MigrationProfile()
    {
        CreateMap<Migration, MigrationDto>()
            .ForMember(dto => dto.StatusDetail, map => map.MapFrom(migration => DetailOf(migration.IsCancelled, migration.IsPaused, migration.Step)))
            .ForMember(dto => dto.Preset, map => map.MapFrom(migration => EnumText<Preset>.ToText(migration.Preset)))
            .ForMember(dto => dto.Resources, map => map.MapFrom(migration => migration.ResourceCount))
            .ForMember(dto => dto.IsLate, map => map.MapFrom(
                (migration, _, _, context) => migration.IsLate((DateTimeOffset)context.Items[LateThreshold])));
        CreateMap<Migration, MigrationDetailDto>().IncludeBase<Migration, MigrationDto>()
            .ForMember(dto => dto.Folders, map => map.MapFrom(migration => FoldersDto.Of(migration.Folders)));
    }

    /// <summary>Maps migrations as they look at one moment.</summary>
    /// <param name="mapper">The mapper that has this profile.</param>
    /// <param name="migrations">The migrations.</param>
    /// <param name="lateThreshold">An execution due before this that has not started is late.</param>
    public static IReadOnlyList<MigrationDto> Map(IMapper mapper, IReadOnlyList<Migration> migrations, DateTimeOffset lateThreshold) =>
        mapper.Map<List<MigrationDto>>(migrations, options => options.Items[LateThreshold] = lateThreshold);

    /// <summary>Maps one migration as it looks at one moment.</summary>
    /// <param name="mapper">The mapper that has this profile.</param>
    /// <param name="migration">The migration.</param>
    /// <param name="lateThreshold">An execution due before this that has not started is late.</param>
    public static MigrationDetailDto MapDetail(IMapper mapper, Migration migration, DateTimeOffset lateThreshold) =>
        mapper.Map<MigrationDetailDto>(migration, options => options.Items[LateThreshold] = lateThreshold);

    /// <summary>What a status speaks of, in words.</summary>
    /// <param name="isCancelled">Whether the migration was called off, which says more than the step.</param>
    /// <param name="isPaused">Whether the migration is paused, which says more than the step too.</param>
    /// <param name="step">The step, if there is one.</param>
    public static string? DetailOf(bool isCancelled, bool isPaused, MigrationStep? step) =>
        isCancelled ? Cancelled
            : isPaused ? Paused
            : step is { } value ? EnumText<MigrationStep>.ToText(value).Replace('_', ' ')
            : null;
}
