using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>Turns to the database in a scope of their own, for what lives longer than a request or speaks in the middle of another's work.</summary>
internal static class DatabaseScopes
{
    /// <summary>Does something with the database, and forgets what was read.</summary>
    /// <param name="scopes">Makes the scope.</param>
    /// <param name="act">What to do.</param>
    /// <returns>What comes of it.</returns>
    public static async Task<T> WithDatabaseAsync<T>(this IServiceScopeFactory scopes, Func<MigrationsDbContext, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<MigrationsDbContext>());
    }

    /// <inheritdoc cref="WithDatabaseAsync{T}"/>
    public static async Task WithDatabaseAsync(this IServiceScopeFactory scopes, Func<MigrationsDbContext, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<MigrationsDbContext>());
    }
}
