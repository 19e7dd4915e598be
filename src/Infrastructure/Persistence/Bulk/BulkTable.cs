using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hosting.Migrations.Infrastructure.Persistence.Bulk;

/// <summary>A table as the model maps it. Names and conversions come from the model, so they can't drift from it.</summary>
internal sealed class BulkTable
{
    private readonly IProperty? _key;

    private BulkTable(IEntityType entityType)
    {
        Name = entityType.GetTableName()!;
        Columns = [.. entityType.GetFlattenedProperties().Select(property => new BulkColumn(property))];
        _key = entityType.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key] ? key : null;
    }

    public string Name { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The column whose values the database makes, or null.</summary>
    public string? KeyColumn => _key?.GetColumnName();

    /// <summary>The last key that <see cref="AssignKey"/> gave.</summary>
    public long LastKey { get; private set; }

    public static BulkTable Of<T>(DbContext context) => new(context.Model.FindEntityType(typeof(T))!);

    /// <summary>Gives an entity the next key, as the database would.</summary>
    public long AssignKey(object entity)
    {
        _key!.PropertyInfo!.SetValue(entity, ++LastKey);
        return LastKey;
    }
}
