using static Hosting.Migrations.Domain.Migrations.MigrationStatus;
using static Hosting.Migrations.Domain.Migrations.MigrationStep;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>How often sample migrations stand where.</summary>
internal static class SampleStates
{
    private static readonly (int Weight, SampleState State)[] Past =
    [
        (45, new(Completed, FirstExecution, HasSecond: false)),
        (35, new(Completed, SecondExecution, HasSecond: true)),
        (7, new(CompletedWithErrors, FirstExecution, HasSecond: false)),
        (6, new(CompletedWithErrors, SecondExecution, HasSecond: true)),
        (4, new(Failed, FirstExecution, HasSecond: false)),
        (3, new(Failed, TestRun, HasSecond: false)),
    ];

    private static readonly (int Weight, SampleState State)[] Recent =
    [
        (10, new(Validating, TestRun, HasSecond: false)),
        (12, new(ToSchedule, null, HasSecond: true)),
        (18, new(Scheduled, FirstExecution, HasSecond: true)),
        (10, new(Scheduled, FirstExecution, HasSecond: false, IsLate: true)),
        (10, new(Scheduled, SecondExecution, HasSecond: true)),
        (10, new(Running, FirstExecution, HasSecond: false)),
        (6, new(Running, SecondExecution, HasSecond: true)),
        (14, new(Completed, FirstExecution, HasSecond: false)),
        (6, new(CompletedWithErrors, FirstExecution, HasSecond: false)),
        (4, new(Failed, TestRun, HasSecond: false)),
    ];

    public static SampleState PickPast(Random random) => Pick(Past, random);

    public static SampleState PickRecent(Random random) => Pick(Recent, random);

    private static SampleState Pick((int Weight, SampleState State)[] choices, Random random)
    {
        var left = random.Next(choices.Sum(choice => choice.Weight));
        return choices.First(choice => (left -= choice.Weight) < 0).State;
    }
}
