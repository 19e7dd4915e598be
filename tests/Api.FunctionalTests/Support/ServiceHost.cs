using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Api.FunctionalTests.Support;

/// <summary>The program as it runs in production, on a free port, changed by nothing but its settings. Keeps what it logs.</summary>
internal sealed class ServiceHost : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;
    private readonly LogKeeper _logs = new();

    public ServiceHost(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel(0);
    }

    public IReadOnlyCollection<string> Logs => _logs.Lines;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(_logs));
    }

    private sealed class LogKeeper : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<string> Lines { get; } = [];

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder($"{logLevel} {formatter(state, exception)} {exception}");
            _scopes.ForEachScope((scope, text) => text.Append(" => ").Append(scope), line);
            Lines.Enqueue(line.ToString());
        }

        public void Dispose()
        {
        }
    }
}
