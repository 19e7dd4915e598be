using Hosting.Migrations.Application;
using Hosting.Migrations.Imap;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Cli;

/// <summary>The composition root: what copies mailboxes, and nothing that knows of a database.</summary>
internal static class MailServices
{
    /// <exception cref="OptionsValidationException">A setting has a bad value.</exception>
    public static ServiceProvider Build()
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(ReadSettings())
            .AddLogging(logging => logging.AddProvider(new ErrorDetails()))
            .AddMailboxCopy()
            .AddMailServers()
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services;
    }

    // Settings lie beside the program, wherever it is started, in the files in which the service has them.
    private static IConfigurationRoot ReadSettings() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, $"appsettings.{Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production"}.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();
}
