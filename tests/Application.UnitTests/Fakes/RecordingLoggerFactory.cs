using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Keeps everything that is logged, at every level.</summary>
internal sealed class RecordingLoggerFactory : ILoggerFactory
{
    public List<LogEntry> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, Entries);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, List<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            entries.Add(new LogEntry(category, logLevel, formatter(state, exception), values.ToDictionary()));
        }
    }
}
