using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>What was logged.</summary>
/// <param name="Category">By whom.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Message">The text.</param>
/// <param name="Values">The values in it, by name, and its template.</param>
internal sealed record LogEntry(string Category, LogLevel Level, string Message, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>Everything that a log sink could write of the entry.</summary>
    public string Everything => string.Join('\n', Values.Select(pair => $"{pair.Key}={pair.Value}").Prepend(Message));
}
