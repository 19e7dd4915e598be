namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents that a client may name the event after which it goes on.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesLastEventIdAttribute : Attribute
{
    public const string HeaderName = "Last-Event-ID";
}
