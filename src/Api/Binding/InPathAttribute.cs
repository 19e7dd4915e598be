using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Binding;

/// <summary>What names a thing, in the path. What has not its form is passed on all the same, since it is 404 and not a fault of a field.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class InPathAttribute : FromRouteAttribute
{
    protected InPathAttribute(string name, string pattern, string description) => (Name, Pattern, Description) = (name, pattern, description);

    /// <summary>The form, as a regular expression; published.</summary>
    public string Pattern { get; }

    /// <summary>The form in words; published.</summary>
    public string Description { get; }
}
