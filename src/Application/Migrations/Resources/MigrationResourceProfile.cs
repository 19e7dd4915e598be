using AutoMapper;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>Maps resources and their runs outward, to what API clients see.</summary>
internal sealed class MigrationResourceProfile : Profile
{
    private const string FromDate = nameof(FromDate);
    private const string CrashCode = "crashed";

    public MigrationResourceProfile()
    {
        CreateMap<MigrationResource, MigrationResourceDto>()
            .ForMember(dto => dto.StatusDetail, map => map.MapFrom(resource => DetailOf(resource)))
            .ForMember(dto => dto.ErrorDetails, map => map.MapFrom(resource => ErrorsOf(resource)))
            .ForMember(dto => dto.Masteruser, map => map.MapFrom(resource => resource.MasterUser))
            .ForMember(dto => dto.TestRun, map => map.MapFrom((resource, _, _, context) => RunOf(resource, MigrationStep.TestRun, context)))
            .ForMember(dto => dto.FirstExecutionRun, map => map.MapFrom((resource, _, _, context) => RunOf(resource, MigrationStep.FirstExecution, context)))
            .ForMember(dto => dto.SecondExecutionRun, map => map.MapFrom((resource, _, _, context) => RunOf(resource, MigrationStep.SecondExecution, context)))
            .ForMember(dto => dto.FromDate, map => map.MapFrom((_, _, _, context) => (DateTimeOffset?)context.Items[FromDate]));
        CreateMap<Run, RunDto>()
            .IncludeMembers(run => run.Progress)
            .ForMember(dto => dto.HasStarted, map => map.Ignore())
            .ForMember(dto => dto.Status, map => map.MapFrom(run => StatusOf(run)))
            .ForMember(dto => dto.FinishedAt, map => map.MapFrom(run => run.IsHandedBack ? null : run.FinishedAt))
            .ForMember(dto => dto.Rate, map => map.MapFrom(run => run.BytesPerSecond))
            .ForMember(dto => dto.EtaSeconds, map => map.MapFrom(run => run.SecondsLeft))
            .ForMember(dto => dto.Error, map => map.MapFrom(run => CodeOf(run)))
            .ForMember(dto => dto.Waiting, map => map.MapFrom(run => run.WaitsFor));
        CreateMap<RunProgress, RunDto>(MemberList.None);
    }

    /// <summary>Where a run stands. One that was handed back goes on, whoever does it.</summary>
    public static RunStatus StatusOf(Run run) => run.IsHandedBack ? RunStatus.Running : run.Status;

    /// <summary>Every code that says why a run failed.</summary>
    public static IReadOnlyList<string> ErrorCodes { get; } = [.. EnumText<CopyFault>.All, CrashCode];

    /// <summary>Why the latest run of a resource failed; null where it did not.</summary>
    public static string? ErrorCodeOf(MigrationResource resource) => ErrorOf(resource)?.Code;

    /// <summary>The same with all that is known of it.</summary>
    public static ErrorDetailDto? ErrorOf(MigrationResource resource)
    {
        if (!resource.HasError || resource.FindLatestRun() is not { } run)
        {
            return null;
        }

        var crash = run.IsWaiting ? "The worker stopped during the run, which will be taken up again." : "The worker died during the run.";
        return new ErrorDetailDto(
            CodeOf(run) ?? CrashCode, run.Error ?? crash, EnumText<MigrationStep>.ToText(run.Step), run.Attempts, run.FinishedAt ?? resource.UpdatedAt);
    }

    /// <summary>Maps resources of one migration.</summary>
    /// <param name="mapper">The mapper that has this profile.</param>
    /// <param name="resources">The resources, with their runs.</param>
    /// <param name="fromDate">The migration's lower date bound.</param>
    public static IReadOnlyList<MigrationResourceDto> Map(IMapper mapper, IReadOnlyList<MigrationResource> resources, DateTimeOffset? fromDate) =>
        mapper.Map<List<MigrationResourceDto>>(resources, options => options.Items[FromDate] = fromDate);

    /// <summary>Maps one resource.</summary>
    /// <param name="mapper">The mapper that has this profile.</param>
    /// <param name="resource">The resource, with its runs.</param>
    /// <param name="fromDate">The migration's lower date bound.</param>
    public static SingleMigrationResourceDto Show(IMapper mapper, MigrationResource resource, DateTimeOffset? fromDate) =>
        new(Map(mapper, [resource], fromDate), NoPaginationDto.Empty);

    private static RunDto RunOf(MigrationResource resource, MigrationStep step, ResolutionContext context) =>
        resource.FindRun(step) is { HasNews: true } run ? context.Mapper.Map<RunDto>(run) : RunDto.NotStarted;

    private static string? DetailOf(MigrationResource resource) =>
        MigrationProfile.DetailOf(isCancelled: false, isPaused: false, resource.FindLatestRun()?.Step);

    private static string? CodeOf(Run run) => run.Fault is { } fault ? EnumText<CopyFault>.ToText(fault) : null;

    private static ErrorDetailDto[] ErrorsOf(MigrationResource resource) => ErrorOf(resource) is { } error ? [error] : [];
}
