using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Cli;

/// <summary>Prints how the copy of a mailbox ended.</summary>
internal static class OutcomePrinter
{
    private const int MostFailures = 100;

    /// <summary>Prints what was done, and what an operator should know.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="prefix">What each line begins with.</param>
    /// <returns>Why it is not a success; null if it is.</returns>
    public static string? Print(CopyOutcome outcome, string prefix = "")
    {
        var lines = Lines(outcome).Select(line => prefix + line);
        Console.Out.WriteLine(string.Join(Environment.NewLine, lines));
        return outcome.Fault is not null ? outcome.Reason
            : outcome.Failures.Count > 0 ? "not everything could be copied; what failed is listed above and tried again by the next copy"
            : outcome.Done.FindGap()?.Reason;
    }

    private static IEnumerable<string> Lines(CopyOutcome outcome)
    {
        var done = outcome.Done.Ended();
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Folders} folders, {done.MessagesTotal:N0} messages: {done.MessagesCopied:N0} copied ({done.BytesCopied / 1e6:F1} MB), {done.MessagesSkipped:N0} skipped, {done.MessagesFailed:N0} failed, {done.MessagesLeftOut:N0} left out, {done.MessagesMissing:N0} missing.");
        foreach (var note in outcome.Notes)
        {
            yield return $"note: {note}";
        }

        foreach (var failure in outcome.Failures.Take(MostFailures))
        {
            yield return $"failed: {failure.Folder}{(failure.Uid is { } uid ? $", message {uid}" : string.Empty)}{(failure.MessageId is { } id ? $" {id}" : string.Empty)}: {failure.Reason}";
        }

        if (outcome.Failures.Count > MostFailures)
        {
            yield return $"... and {outcome.Failures.Count - MostFailures} more";
        }
    }
}
