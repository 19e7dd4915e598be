using System.Globalization;
using System.Text.Json;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli;

/// <summary>Prints how the copy of a mailbox ended, or what one would do: lines for people, or a line of JSON.</summary>
/// <param name="isJson">As JSON.</param>
internal sealed class OutcomePrinter(bool isJson)
{
    private const int MostFailures = 100;
    private const double Megabyte = 1e6;

    /// <summary>Prints what was done, and what an operator should know.</summary>
    /// <param name="mailbox">Which mailbox was filled.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="prefix">What each line for people begins with.</param>
    /// <returns>Why it is not a success; null if it is.</returns>
    public string? Print(string mailbox, CopyOutcome outcome, string prefix)
    {
        var problem = FindProblem(outcome, "not everything could be copied; what failed is listed above and tried again by the next copy") ?? outcome.Done.FindGap()?.Reason;
        if (isJson)
        {
            var done = outcome.Done.Ended();
            Write(JsonSerializer.Serialize(
                new CopiedMailbox(
                    mailbox,
                    done.Folders,
                    done.MessagesTotal,
                    done.MessagesCopied,
                    done.MessagesSkipped,
                    done.MessagesFailed,
                    done.MessagesLeftOut,
                    done.MessagesMissing,
                    done.BytesCopied,
                    outcome.Notes,
                    [.. outcome.Failures.Select(FailedMessage.Of)],
                    CodeOf(outcome.Fault ?? outcome.Done.FindGap()?.Fault),
                    problem),
                OutcomeJson.Default.CopiedMailbox));
        }
        else
        {
            Write([Summary(outcome.Done.Ended()), .. Remarks(outcome)], prefix);
        }

        return problem;
    }

    /// <summary>Prints what a copy would do.</summary>
    /// <inheritdoc cref="Print(string, CopyOutcome, string)"/>
    public string? Print(string mailbox, RehearsalOutcome rehearsal, string prefix)
    {
        var (seen, outcome) = rehearsal;
        var problem = FindProblem(outcome, "not everything can be copied; what can't is listed above");
        if (isJson)
        {
            var failures = outcome.Failures.Select(FailedMessage.Of).ToList();
            Write(JsonSerializer.Serialize(
                new RehearsedMailbox(mailbox, DryRun: true, seen.Folders, seen.MessagesLeftOut, seen.LargestMessage, outcome.Notes, failures, CodeOf(outcome.Fault), problem),
                OutcomeJson.Default.RehearsedMailbox));
        }
        else
        {
            Write([.. seen.Folders.Select(Describe), Summary(seen), .. Remarks(outcome)], prefix);
        }

        return problem;
    }

    /// <summary>Says why nothing was begun with a mailbox of a list, or why its copy is no success.</summary>
    /// <param name="mailbox">Which.</param>
    /// <param name="problem">Why.</param>
    /// <param name="isTold">Whether a line of JSON has told of it already.</param>
    /// <param name="prefix">What a line for people begins with.</param>
    public void PrintProblem(string mailbox, string problem, bool isTold, string prefix)
    {
        if (!isJson)
        {
            Write($"{prefix}error: {problem}");
        }
        else if (!isTold)
        {
            Write(JsonSerializer.Serialize(new RefusedMailbox(mailbox, problem), OutcomeJson.Default.RefusedMailbox));
        }
    }

    private static string? FindProblem(CopyOutcome outcome, string failed) => outcome.Fault is not null ? outcome.Reason : outcome.Failures.Count > 0 ? failed : null;

    private static string? CodeOf(CopyFault? fault) => fault is { } known ? EnumText<CopyFault>.ToText(known) : null;

    private static string Summary(RunProgress done) => string.Create(
        CultureInfo.InvariantCulture,
        $"{done.Folders} folders, {done.MessagesTotal:N0} messages: {done.MessagesCopied:N0} copied ({done.BytesCopied / Megabyte:F1} MB), {done.MessagesSkipped:N0} skipped, {done.MessagesFailed:N0} failed, {done.MessagesLeftOut:N0} left out, {done.MessagesMissing:N0} missing.");

    private static string Summary(Rehearsal seen)
    {
        var (folders, leftOut) = (seen.Folders, seen.MessagesLeftOut + seen.Folders.Sum(folder => folder.LeftOut));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"dry run, nothing was changed: {folders.Count} folders, {seen.MessagesLeftOut + folders.Sum(folder => folder.Messages):N0} messages: {folders.Sum(folder => folder.ToCopy):N0} to copy ({folders.Sum(folder => folder.BytesToCopy) / Megabyte:F1} MB), {folders.Sum(folder => folder.Copied):N0} copied before, {folders.Sum(folder => folder.TooLarge):N0} too large, {leftOut:N0} left out, {folders.Sum(folder => folder.Missing):N0} missing.");
    }

    private static string Describe(RehearsedFolder folder)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{folder.Source} -> {folder.Destination}: {folder.Messages:N0} messages: {folder.ToCopy:N0} to copy ({folder.BytesToCopy / Megabyte:F1} MB), {folder.Copied:N0} copied before");
        return line + folder.UnknownThere switch
        {
            0 => string.Empty,
            { } held => string.Create(CultureInfo.InvariantCulture, $"; {held:N0} are there already: those that are the same are left out"),
            null => "; what is there already is found out by the copy",
        };
    }

    private static IEnumerable<string> Remarks(CopyOutcome outcome)
    {
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

    private static void Write(string line) => Console.Out.WriteLine(line);

    // At once, since mailboxes of a list end at any time.
    private static void Write(IEnumerable<string> lines, string prefix) => Write(string.Join(Environment.NewLine, lines.Select(line => prefix + line)));
}
