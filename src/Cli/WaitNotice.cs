using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Cli;

/// <summary>Says on stderr that a copy waits for another one to end, which may take hours, and nothing else.</summary>
/// <param name="prefix">What the line begins with.</param>
internal sealed class WaitNotice(string prefix = "") : IProgress<CopyProgress>
{
    public void Report(CopyProgress value)
    {
        if (value.Waiting is CopyProgress.MailboxInUse or CopyProgress.MailboxInUseByWorker)
        {
            Console.Error.WriteLine($"{prefix}waiting: {value.Waiting}");
        }
    }
}
