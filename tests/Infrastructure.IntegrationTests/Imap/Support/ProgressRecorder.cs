using System.Collections.Concurrent;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>Remembers all progress that a copy tells of.</summary>
internal sealed class ProgressRecorder : IProgress<CopyProgress>
{
    private readonly ConcurrentQueue<CopyProgress> _reports = new();

    public IReadOnlyList<CopyProgress> Reports => [.. _reports];

    public void Report(CopyProgress value) => _reports.Enqueue(value);
}
