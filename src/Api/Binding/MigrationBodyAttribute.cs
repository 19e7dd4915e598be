namespace Hosting.Migrations.Api.Binding;

/// <summary>Has a <see cref="JsonBody"/> read from JSON, or from a form whose part <c>csv_file</c> is the file.</summary>
/// <typeparam name="TSchema">What the published document says that the body is.</typeparam>
internal sealed class MigrationBodyAttribute<TSchema>() : JsonBodyAttribute(typeof(MigrationBodyBinder))
{
    public override Type Schema => typeof(TSchema);

    public override bool TakesForms => true;
}
