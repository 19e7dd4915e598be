using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Binding;

/// <summary>The code of a mailbox, in the path. What has not its form is passed on all the same, since it is 404 and not a fault of a field.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ResourceInPathAttribute : FromRouteAttribute
{
    public const string ParameterName = "resource_code";

    public ResourceInPathAttribute() => Name = ParameterName;
}
