using System.Data.Common;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.SampleData;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hosting.Migrations.Infrastructure.Persistence.Bulk;

internal sealed class SampleDataStore(MigrationsDbContext context, IBulkWriter writer) : ISampleDataStore
{
    private const int BatchSize = 5_000;

    private readonly BulkTable _customers = BulkTable.Of<Customer>(context);
    private readonly BulkTable _domains = BulkTable.Of<CustomerDomain>(context);
    private readonly BulkTable _tokens = BulkTable.Of<ApiToken>(context);
    private readonly BulkTable _migrations = BulkTable.Of<Migration>(context);
    private readonly BulkTable _resources = BulkTable.Of<MigrationResource>(context);
    private readonly BulkTable _runs = BulkTable.Of<Run>(context);

    public async Task<bool> TryLoadAsync(
        IReadOnlyList<Customer> customers, IEnumerable<ApiToken> tokens, IEnumerable<Migration> migrations, CancellationToken cancellationToken)
    {
        await using var owner = await context.Database.BeginTransactionAsync(cancellationToken);
        var transaction = owner.GetDbTransaction();
        await writer.LockAsync(transaction, _customers, cancellationToken);
        if (await context.Customers.AnyAsync(cancellationToken))
        {
            return false;
        }

        await LoadCustomersAsync(transaction, customers, cancellationToken);
        await LoadTokensAsync(transaction, [.. tokens], cancellationToken);
        var count = 0;
        foreach (var batch in migrations.Chunk(BatchSize))
        {
            await LoadMigrationsAsync(transaction, batch, cancellationToken);
            count += batch.Length;
        }

        foreach (var table in new[] { _customers, _domains, _tokens, _migrations, _resources, _runs })
        {
            await writer.CompleteAsync(transaction, table, cancellationToken);
        }

        context.Note(new AuditNote(AuditObject.Database) { After = new Dictionary<string, object?> { ["customers"] = customers.Count, ["migrations"] = count } });
        await context.SaveChangesAsync(cancellationToken);
        await owner.CommitAsync(cancellationToken);
        return true;
    }

    private async Task LoadCustomersAsync(DbTransaction transaction, IReadOnlyList<Customer> customers, CancellationToken cancellationToken)
    {
        foreach (var customer in customers)
        {
            var key = _customers.AssignKey(customer);
            SetParentKey(customer.Domains, nameof(CustomerDomain.CustomerId), key);
        }

        await writer.WriteAsync(transaction, _customers, customers, cancellationToken);
        await writer.WriteAsync(transaction, _domains, customers.SelectMany(customer => customer.Domains), cancellationToken);
    }

    private async Task LoadTokensAsync(DbTransaction transaction, ApiToken[] tokens, CancellationToken cancellationToken)
    {
        Array.ForEach(tokens, token => _tokens.AssignKey(token));
        await writer.WriteAsync(transaction, _tokens, tokens, cancellationToken);
    }

    private async Task LoadMigrationsAsync(DbTransaction transaction, Migration[] migrations, CancellationToken cancellationToken)
    {
        foreach (var migration in migrations)
        {
            SetParentKey(migration.Resources, nameof(MigrationResource.MigrationId), _migrations.AssignKey(migration));
            foreach (var resource in migration.Resources)
            {
                SetParentKey(resource.Runs, nameof(Run.ResourceId), _resources.AssignKey(resource));
            }
        }

        var resources = migrations.SelectMany(migration => migration.Resources);
        await writer.WriteAsync(transaction, _migrations, migrations, cancellationToken);
        await writer.WriteAsync(transaction, _resources, resources, cancellationToken);
        await writer.WriteAsync(transaction, _runs, resources.SelectMany(resource => resource.Runs), cancellationToken);
    }

    private static void SetParentKey<T>(IEnumerable<T> children, string property, long key)
        where T : class
    {
        var setter = typeof(T).GetProperty(property)!;
        foreach (var child in children)
        {
            setter.SetValue(child, key);
        }
    }
}
