using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Has a <see cref="JsonBody"/> read from the request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class JsonBodyAttribute : ModelBinderAttribute
{
    protected JsonBodyAttribute(Type binder)
        : base(binder) => BindingSource = BindingSource.Special;

    /// <summary>What the published document says that the body is.</summary>
    public abstract Type Schema { get; }

    /// <summary>Whether there may be no body.</summary>
    public virtual bool IsOptional => false;

    /// <summary>Whether the fields may come as a form too.</summary>
    public virtual bool TakesForms => false;
}

/// <summary>Has a <see cref="JsonBody"/> read from the request.</summary>
/// <typeparam name="TSchema">What the published document says that the body is.</typeparam>
internal sealed class JsonBodyAttribute<TSchema>() : JsonBodyAttribute(typeof(JsonBodyBinder))
{
    public override Type Schema => typeof(TSchema);
}
