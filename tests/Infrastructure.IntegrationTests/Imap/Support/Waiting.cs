namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>Waits for what another program does.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="isThere">The condition.</param>
    /// <param name="describe">What the program has said, for the failure's message.</param>
    public static async Task ForAsync(Func<Task<bool>> isThere, Func<string> describe)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!await isThere())
        {
            Assert.That(DateTimeOffset.UtcNow, Is.LessThan(deadline), describe);
            await Task.Delay(PollInterval);
        }
    }
}
