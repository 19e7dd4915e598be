namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents that an operation answers as a text too, to whoever prefers that to JSON.</summary>
/// <param name="mediaType">The text's media type.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AlsoAnswersAttribute(string mediaType) : Attribute
{
    public string MediaType { get; } = mediaType;
}
