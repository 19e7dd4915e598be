using Scalar.AspNetCore;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>The page that shows the description to people.</summary>
internal static class DescriptionPage
{
    /// <summary>Sets what it shows: the samples with the host from which it was loaded, and nothing that leads to, or tells, whoever made the page.</summary>
    /// <param name="options">The settings of the page.</param>
    public static void Set(ScalarOptions options)
    {
        options.Title = "HostingMigrations";
        options.DefaultFonts = false;
        options.DefaultOpenAllTags = true;
        options.DynamicBaseServerUrl = true;
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.Telemetry = false;
        options.DisableAgent();
        options.DisableMcp();
    }
}
