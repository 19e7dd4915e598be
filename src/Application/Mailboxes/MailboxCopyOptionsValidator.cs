using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Stops the start when a setting has a bad value, and names it.</summary>
internal sealed class MailboxCopyOptionsValidator : IValidateOptions<MailboxCopyOptions>
{
    public ValidateOptionsResult Validate(string? name, MailboxCopyOptions options)
    {
        string?[] problems =
        [
            Check(options.Connections, 1, 16),
            Check(options.BatchMessages, 1, 1000),
            Check(options.BatchBytes, 64 << 10, 64 << 20),
            Check(options.BatchesInMemory, 1, 10_000),
            Check(options.SpillAbove, 64 << 10, 16 << 20),
            Check(options.IdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
            Check(options.GiveUpAfter, TimeSpan.Zero, TimeSpan.FromDays(1)),
            Check(options.Backoff, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            Check(options.MaxBackoff, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            Check(options.SettleTime, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            Check(options.MaxFailures, 1, 100_000),
        ];
        return problems.OfType<string>().ToList() is { Count: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
    }

    private static string? Check<T>(T value, T least, T greatest, [CallerArgumentExpression(nameof(value))] string expression = "")
        where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(greatest) > 0
            ? $"{MailboxCopyOptions.Section}:{expression.Split('.')[^1]} must be between {least} and {greatest}."
            : null;
}
