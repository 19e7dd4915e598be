using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Cli;

/// <summary>Prints what lies behind an error of our own, such as a full disk: this program has no log that could be looked into.</summary>
internal sealed class ErrorDetails : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        Console.Error.WriteLine($"details: {ForeignText.Clean(formatter(state, exception), ForeignText.MaxSentenceLength)}");
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            Console.Error.WriteLine($"details: {cause.GetType().Name}: {ForeignText.Clean(cause.Message, ForeignText.MaxSentenceLength)}");
        }
    }

    public void Dispose()
    {
        // Holds nothing.
    }
}
