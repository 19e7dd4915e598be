using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.Json;
using Hosting.Migrations.Api.Limits;
using Hosting.Migrations.Api.OpenApi;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.ResponseCompression;

namespace Hosting.Migrations.Api;

/// <summary>Wires the HTTP side.</summary>
internal static class DependencyInjection
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services
            .AddControllers(options =>
            {
                options.ModelBinderProviders.Insert(0, new QueryScalarBinderProvider());
                options.Filters.Add<PackedBodyFilter>();

                // Nothing is read from forms: a body would fail, or stall, a request that needs none.
                options.ValueProviderFactories.Clear();
                options.ValueProviderFactories.Add(new RouteValueProviderFactory());
                options.ValueProviderFactories.Add(new QueryStringValueProviderFactory());

                // The application's validators decide; attributes on parameters only document.
                options.ModelValidatorProviders.Clear();
            })
            .ConfigureApiBehaviorOptions(options =>
            {
                // What can't be read is reported together with what is invalid, by the application's pipeline.
                options.SuppressModelStateInvalidFilter = true;
                options.SuppressMapClientErrors = true;
            })
            .AddJsonOptions(options => ApiJson.Configure(options.JsonSerializerOptions));
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));

        services.AddMemoryCache();
        services.AddSingleton<TokenUses>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenUses>());
        services.AddSingleton<CachingAuthenticator>();
        services.AddOptions<ApiTokenOptions>()
            .BindConfiguration(ApiTokenOptions.Section)
            .Validate(
                options => options.CacheFor >= TimeSpan.Zero && options.CacheFor <= ApiTokenOptions.MaxCacheFor,
                $"{ApiTokenOptions.Section}:{nameof(ApiTokenOptions.CacheFor)} must be between zero and {ApiTokenOptions.MaxCacheFor.TotalMinutes} minute.")
            .ValidateOnStart();
        services.AddLimits();
        services.AddProxies();
        services.AddCrossOrigin();
        services.AddResponseCompression(options =>
        {
            // TLS ends before the service; what is compressed holds no secret beside what a client chooses.
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "text/csv", "text/html"];
        });
        services.AddSingleton<IResponseCompressionProvider, LargeAnswers>();
        services.AddSingleton<OpenUploads>();
        services.AddOptions<UploadOptions>()
            .BindConfiguration(UploadOptions.Section)
            .Validate(
                options => options.Deadline >= TimeSpan.FromSeconds(1) && options.Deadline <= TimeSpan.FromHours(1),
                $"{UploadOptions.Section}:{nameof(UploadOptions.Deadline)} must be between one second and one hour.")
            .Validate(
                options => options.AtOnce is >= 1 and <= 10_000 && options.AtOncePerCaller is >= 1 and <= 10_000,
                $"{UploadOptions.Section}:{nameof(UploadOptions.AtOnce)} and {nameof(UploadOptions.AtOncePerCaller)} must be between 1 and 10000.")
            .ValidateOnStart();
        services.AddSingleton<OpenStreams>();
        services.AddOptions<EventStreamOptions>()
            .BindConfiguration(EventStreamOptions.Section)
            .Validate(
                options => options.MaxPerCaller >= 1,
                $"{EventStreamOptions.Section}:{nameof(EventStreamOptions.MaxPerCaller)} must be 1 or more.")
            .ValidateOnStart();
        services
            .AddAuthentication(ApiTokenAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenAuthenticationHandler>(ApiTokenAuthenticationHandler.SchemeName, configureOptions: null);
        services.AddAuthorization();
        services.AddExceptionHandler<EnvelopeExceptionHandler>();
        services.AddApiDescription();
        return services;
    }
}
