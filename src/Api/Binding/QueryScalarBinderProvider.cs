using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Has every text and whole number in a query string read by <see cref="QueryScalarBinder"/>.</summary>
internal sealed class QueryScalarBinderProvider : IModelBinderProvider
{
    private static readonly QueryScalarBinder Binder = new();

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.BindingInfo.BindingSource == BindingSource.Query && (context.Metadata.ModelType == typeof(string) || context.Metadata.ModelType == typeof(int))
            ? Binder
            : null;
}
