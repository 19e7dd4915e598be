using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>A worker, wired as the service wires it, but for its engine.</summary>
internal static class WorkerProcess
{
    /// <summary>Tells the program to be a worker, with an engine that costs nothing.</summary>
    public const string Verb = "worker";

    /// <summary>Tells the program to be a worker, with the engine of the service.</summary>
    public const string VerbWithEngine = "worker-with-engine";

    /// <summary>The service without its workers, in this process.</summary>
    public static IHost Build(IReadOnlyDictionary<string, string> settings)
    {
        var builder = Host.CreateApplicationBuilder();
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return Wire(builder, hasEngine: false).Build();
    }

    public static async Task<int> RunAsync(bool hasEngine)
    {
        var builder = Wire(Host.CreateApplicationBuilder(), hasEngine);
        builder.Services.AddWorker();
        await builder.Build().RunAsync();
        return 0;
    }

    private static HostApplicationBuilder Wire(HostApplicationBuilder builder, bool hasEngine)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft", LogLevel.None);
        builder.Services.AddApplication(builder.Configuration);
        builder.Services.AddInfrastructure(builder.Configuration, AppContext.BaseDirectory);
        if (!hasEngine)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<IMailboxCopier, EngineStandIn>());
        }

        return builder;
    }
}
