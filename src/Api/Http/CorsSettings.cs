namespace Hosting.Migrations.Api.Http;

/// <summary>What an operator can set about pages of other origins.</summary>
public sealed class CorsSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Cors";

    /// <summary>The value that stands for every origin.</summary>
    public const string Any = "*";

    /// <summary>The origins whose pages may use the API, such as <c>https://panel.example</c>; <c>*</c> = all. Default: none.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Whether a text is an origin as browsers send it: scheme, host and port, nothing else.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOrigin(string text) =>
        text == Any || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text);
}
