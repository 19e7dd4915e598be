namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents that an operation's answers have a tag, by which a client asks whether what it has kept is still good.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesIfNoneMatchAttribute : Attribute;
