namespace Hosting.Migrations.Api.OpenApi;

/// <summary>
/// Documents that a field of a body may be null, which then takes something away. No other field may: what is to stay as it is, or is not given, is left out.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NullTakesAwayAttribute : Attribute;
