using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Cli;

/// <summary>Shows on a terminal how far a copy has come, in one line that is written over and over; elsewhere only that it waits for another copy.</summary>
internal sealed class ProgressBar : IProgress<CopyProgress>
{
    private const int Width = 30;

    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly WaitNotice _notice = new();

    public void Report(CopyProgress value)
    {
        if (_isTerminal)
        {
            Console.Error.Write("\r\u001b[K" + Describe(value));
        }
        else
        {
            _notice.Report(value);
        }
    }

    /// <summary>Leaves the line.</summary>
    public void End()
    {
        if (_isTerminal)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }

    /// <summary>One line.</summary>
    public static string Describe(CopyProgress progress)
    {
        var done = progress.Done.MessagesSettled;
        var full = progress.Done.MessagesTotal == 0 ? 0 : (int)Math.Min(Width, Width * done / progress.Done.MessagesTotal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', full)}{new string('.', Width - full)}] {done:N0}/{progress.Done.MessagesTotal:N0} messages, {progress.FoldersDone}/{progress.Done.Folders} folders, {progress.BytesPerSecond / 1e6:F1} MB/s{(progress.Waiting is { } waiting ? $", waiting: {waiting}" : string.Empty)}");
    }
}
