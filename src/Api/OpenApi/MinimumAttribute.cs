namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents the least value that a parameter can have.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class MinimumAttribute(int value) : Attribute
{
    public int Value { get; } = value;
}
