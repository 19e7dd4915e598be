using System.Reflection;
using Hosting.Migrations.Application.Behaviours;
using Hosting.Migrations.Application.Idempotency;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Application;

/// <summary>Registers MediatR 5.1, which brings no registration of its own.</summary>
internal static class MediatorRegistration
{
    public static void AddMediator(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
    }

    /// <summary>Adds all handlers of an assembly, and what each request passes through before it reaches its own.</summary>
    public static void AddUseCases(this IServiceCollection services, Assembly handlers)
    {
        services.AddMediator();
        foreach (var handler in handlers.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var service in handler.GetInterfaces().Where(IsHandler))
            {
                services.AddTransient(service, handler);
            }
        }

        // In the order in which they run: a forbidden request is not told what else is wrong with it.
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(LoggingBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(SealingBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(RetryBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ReplayBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuditBehaviour<,>));
    }

    private static bool IsHandler(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) || type.GetGenericTypeDefinition() == typeof(IReplay<,>));
}
