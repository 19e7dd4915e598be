namespace Hosting.Migrations.Api.Binding;

/// <summary>Has a <see cref="JsonBody"/> read from the request; one without fields where there is no body.</summary>
/// <typeparam name="TSchema">What the published document says that the body is.</typeparam>
internal sealed class OptionalJsonBodyAttribute<TSchema>() : JsonBodyAttribute(typeof(OptionalJsonBodyBinder))
{
    public override Type Schema => typeof(TSchema);

    public override bool IsOptional => true;
}
