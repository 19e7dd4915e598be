using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hosting.Migrations.Infrastructure.Persistence.Bulk;

/// <summary>A column as the model maps it, and how to take its stored value from an entity.</summary>
internal sealed class BulkColumn(IProperty property)
{
    private readonly Func<object?, object?> _convert =
        property.GetTypeMapping().Converter?.ConvertToProvider ?? (value => value);

    public string Name { get; } = property.GetColumnName();

    /// <summary>The database's type, without length.</summary>
    public string StoreType { get; } = property.GetRelationalTypeMapping().StoreTypeNameBase;

    /// <summary>The type of the stored values.</summary>
    public Type ValueType { get; } = Underlying(property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType);

    public object? ValueOf(object entity)
    {
        // Columns that the entity knows nothing of stay empty, or zero.
        if (property.IsShadowProperty())
        {
            return property.IsNullable ? null : Activator.CreateInstance(property.ClrType);
        }

        var value = property.GetGetter().GetClrValueUsingContainingEntity(entity);
        return value is null ? null : _convert(value);
    }

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
