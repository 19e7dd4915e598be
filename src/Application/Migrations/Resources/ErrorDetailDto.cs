using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>Why the latest run of a resource failed.</summary>
/// <param name="Code">The reason, from a closed set; <c>crashed</c> where the worker died.</param>
/// <param name="Message">The same as a sentence.</param>
/// <param name="Run">Which run: test_run, first_execution or second_execution.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="OccurredAt">When it failed.</param>
public sealed record ErrorDetailDto(
    [property: RunErrorCode] string Code, string Message, [property: OneOf<MigrationStep>] string Run, int Attempts, DateTimeOffset OccurredAt);
