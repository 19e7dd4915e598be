namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents that a client may name a request of this operation, and send it again.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesIdempotencyKeyAttribute : Attribute;
