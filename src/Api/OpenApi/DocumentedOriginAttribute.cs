namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Marks an operation that existing clients rely on; published as <c>x-origin: documented</c>, all others as <c>ours</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DocumentedOriginAttribute : Attribute;
