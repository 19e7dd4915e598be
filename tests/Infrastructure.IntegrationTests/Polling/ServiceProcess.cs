using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Polling;

/// <summary>The service as it runs in production: a process of its own, on a free loopback port.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const string Announcement = "Now listening on: ";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ConcurrentQueue<string> _log = [];

    private ServiceProcess(string connectionString, IEnumerable<(string Key, string Value)> settings)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "serve", "--urls=http://127.0.0.1:0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["Database__Provider"] = "PostgreSql",
                    ["ConnectionStrings__Migrations"] = connectionString,
                },
            },
        };
        foreach (var (key, value) in settings)
        {
            _process.StartInfo.Environment[key] = value;
        }

        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? string.Empty);
    }

    public int Id => _process.Id;

    /// <summary>What the service has written so far.</summary>
    public string Log => string.Join(Environment.NewLine, _log);

    /// <summary>Starts the service on a PostgreSQL database that has its schema.</summary>
    public static async Task<(ServiceProcess Process, Uri Address)> StartAsync(string connectionString, params (string Key, string Value)[] settings)
    {
        var service = Launch(connectionString, settings);
        try
        {
            return (service, await service._address.Task.WaitAsync(StartDeadline));
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>Starts the service, and does not wait for it.</summary>
    public static ServiceProcess Launch(string connectionString, params (string Key, string Value)[] settings)
    {
        var service = new ServiceProcess(connectionString, settings);
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    /// <summary>Ends the process with nothing put in order, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
    }

    /// <summary>Sends a signal, such as <c>TERM</c>, <c>STOP</c> or <c>CONT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until the process has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(StartDeadline);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        _log.Enqueue(line ?? string.Empty);
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException("The service ended before it listened."));
        }
        else if (line.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var start)
        {
            _address.TrySetResult(new Uri(line[(start + Announcement.Length)..]));
        }
    }
}
