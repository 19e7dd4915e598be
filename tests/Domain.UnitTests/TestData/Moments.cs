namespace Hosting.Migrations.Domain.UnitTests.TestData;

/// <summary>The moments in the life of a test migration, in their order.</summary>
internal static class Moments
{
    public static readonly DateTimeOffset Created = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Validated = Created.AddMinutes(10);
    public static readonly DateTimeOffset SlotFree = Created.AddMinutes(20);
    public static readonly DateTimeOffset FirstDue = Created.AddDays(1);
    public static readonly DateTimeOffset FirstDone = FirstDue.AddHours(2);
    public static readonly DateTimeOffset SecondDue = Created.AddDays(3);
    public static readonly DateTimeOffset SecondDone = SecondDue.AddHours(1);
    public static readonly DateTimeOffset Later = Created.AddDays(9);

    /// <summary>The same moment, as a clock elsewhere shows it.</summary>
    public static DateTimeOffset Elsewhere(this DateTimeOffset moment) => moment.ToOffset(TimeSpan.FromHours(5.5));
}
