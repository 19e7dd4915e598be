namespace Hosting.Migrations.Application.Mailboxes;

internal sealed class MailboxCopyOptionsValidator : OptionsValidator<MailboxCopyOptions>
{
    public MailboxCopyOptionsValidator()
        : base(MailboxCopyOptions.Section)
    {
        Range(options => options.Connections, 1, 16);
        Range(options => options.BatchMessages, 1, 1000);
        Range(options => options.BatchBytes, 64 << 10, 64 << 20);
        Range(options => options.BatchesInMemory, 1, 10_000);
        Range(options => options.SpillAbove, 64 << 10, 16 << 20);
        Range(options => options.IdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30));
        Range(options => options.GiveUpAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
        Range(options => options.Backoff, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Range(options => options.MaxBackoff, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        Range(options => options.SettleTime, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Range(options => options.MaxFailures, 1, 100_000);
    }
}
