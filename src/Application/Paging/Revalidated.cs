namespace Hosting.Migrations.Application.Paging;

/// <summary>An answer that a client can keep, and ask again whether it is still good.</summary>
/// <typeparam name="T">What is answered.</typeparam>
/// <param name="Tag">Names exactly this answer: letters, digits, <c>.</c> and <c>-</c>.</param>
/// <param name="Value">The answer; null if what the client has kept under <paramref name="Tag"/> is still good.</param>
public sealed record Revalidated<T>(string Tag, T? Value)
    where T : class;
