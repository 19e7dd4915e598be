using System.Text;
using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Infrastructure;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Scalar.AspNetCore;

namespace Hosting.Migrations.Api;

/// <summary>The composition root: puts the layers together.</summary>
internal static class Service
{
    private const string EnvironmentVariable = "ASPNETCORE_ENVIRONMENT";

    // Kestrel answers a longer request line or header by itself, without the envelope; its own limit of 8 KiB is met too easily.
    private const int MaxRequestLineBytes = 64 * 1024;
    private const int MaxHeadersBytes = 128 * 1024;
    private const int MaxReadAheadBytes = 256 * 1024;

    // For requests that are under way: the workers are gone sooner.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private static readonly HttpMethodMetadata ReadOnly = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary>Builds the program from the configuration.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    /// <exception cref="InvalidSettingException">A setting is missing or has a bad value.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = FindContentRoot() });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // By default a header that is not UTF-8 is refused without the envelope; as Latin-1 any header can be read.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeadersBytes;

            // What is read ahead of a body that nobody reads yet; by default a thousand stalled uploads hold a gigabyte.
            kestrel.Limits.MaxRequestBufferSize = MaxReadAheadBytes;
        });

        // Runs are handed back at once, whatever requests are still under way.
        builder.Services.Configure<HostOptions>(host => (host.ServicesStopConcurrently, host.ShutdownTimeout) = (true, ShutdownTimeout));
        builder.Services.AddApplication(builder.Configuration);
        builder.Services.AddInfrastructure(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Services.AddApi();
        var roles = Roles.Read(builder.Configuration);
        builder.Services.AddSingleton(roles);
        if (roles.Worker)
        {
            builder.Services.AddWorker();
        }

        return builder;
    }

    /// <summary>Begins to make what the first request needs, while the caller goes on.</summary>
    public static void WarmUp(this WebApplication app) => app.Services.WarmUpPersistence();

    /// <summary>Builds the program for a command that does its work and ends: without a web server, which takes most of the time of a start.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or has a bad value.</exception>
    public static HostApplicationBuilder CreateOperatorBuilder()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = FindContentRoot(),
            EnvironmentName = Environment.GetEnvironmentVariable(EnvironmentVariable),
        });
        builder.Services.AddApplication(builder.Configuration);
        builder.Services.AddInfrastructure(builder.Configuration, builder.Environment.ContentRootPath);
        return builder;
    }

    /// <summary>Puts the HTTP pipeline together.</summary>
    public static void UsePipeline(this WebApplication app)
    {
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context =>
            context.HttpContext.Response.WriteAsJsonAsync(ErrorEnvelope.For(context.HttpContext.Response.StatusCode)));
        app.UseProxies();
        app.UseMiddleware<OptionsMiddleware>();
        app.UseCrossOrigin();
        app.UseResponseCompression();
        app.UseAuthentication();
        app.UseMiddleware<TokenQuotaMiddleware>();
        app.UseAuthorization();
        app.UseMiddleware<ScopeMiddleware>();
        if (app.Services.GetRequiredService<Roles>().Api)
        {
            app.MapControllers().Add(MethodConventions.AllowHead);
            app.MapOpenApi($"/openapi/{OpenApiRegistration.DocumentName}.json").WithMetadata(new LargeAnswerAttribute()).Add(MethodConventions.AllowHead);
            app.MapScalarApiReference("/docs", DescriptionPage.Set)
                .WithMetadata(new LargeAnswerAttribute())
                .Add(MethodConventions.AllowHead);
        }

        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(ReadOnly);
        app.MapHealthChecks("/health/ready").WithMetadata(ReadOnly);
    }

    // Settings lie beside the program, wherever it is started; only a developer's lie in the folder of the project.
    private static string? FindContentRoot() =>
        Environment.GetEnvironmentVariable(EnvironmentVariable) == Environments.Development ? null : AppContext.BaseDirectory;
}
