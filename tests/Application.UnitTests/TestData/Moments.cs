namespace Hosting.Migrations.Application.UnitTests.TestData;

/// <summary>The moments in the life of a test migration, in their order.</summary>
internal static class Moments
{
    public static readonly DateTimeOffset Created = new(2026, 11, 20, 10, 15, 30, 123, TimeSpan.Zero);
    public static readonly DateTimeOffset Validated = Created.AddMinutes(10);
    public static readonly DateTimeOffset SlotFree = Created.AddMinutes(20);
    public static readonly DateTimeOffset FirstDue = Created.AddDays(1);
    public static readonly DateTimeOffset FirstDone = FirstDue.AddHours(2);
    public static readonly DateTimeOffset SecondDue = Created.AddDays(2);
    public static readonly DateTimeOffset SecondDone = SecondDue.AddHours(1);

    /// <summary>What the clock shows when a test begins.</summary>
    public static readonly DateTimeOffset Now = Created.AddDays(3);
}
