namespace Hosting.Migrations.Infrastructure.IntegrationTests;

/// <summary>What a test does without its server: it is skipped where a developer can see it, and fails in CI.</summary>
internal static class MissingServer
{
    /// <summary>Skips the test, or gives the failure to throw.</summary>
    public static InvalidOperationException SkipOrFail(string missing)
    {
        if (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore(missing);
        }

        return new InvalidOperationException(missing);
    }
}
