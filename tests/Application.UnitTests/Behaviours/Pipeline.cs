using FluentValidation;
using Hosting.Migrations.Application.UnitTests.Fakes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hosting.Migrations.Application.UnitTests.Behaviours;

/// <summary>The real pipeline around <see cref="Guarded"/>.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly ServiceProvider _services;

    public Pipeline()
    {
        var clock = new FakeTimeProvider();
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(Logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IValidator<Guarded>>(Validator);
        services.AddUseCases(typeof(Pipeline).Assembly);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public RecordingLoggerFactory Logs { get; } = new();

    public GuardedValidator Validator { get; } = new();

    public async Task<string> SendAsync(Guarded request)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }
}
