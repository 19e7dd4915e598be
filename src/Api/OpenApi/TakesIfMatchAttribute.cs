namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents that a client may name what it has seen of what is changed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesIfMatchAttribute : Attribute;
