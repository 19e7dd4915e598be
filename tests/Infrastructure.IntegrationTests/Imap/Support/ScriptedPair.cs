using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>Two servers that say what a test wants.</summary>
internal sealed class ScriptedPair(ScriptedImapServer? source = null) : IAsyncDisposable
{
    public const string Password = "secret-of-anna";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    public ScriptedImapServer Source { get; } = Prepare(source ?? ScriptedImapServer.Start());

    public ScriptedImapServer Destination { get; } = Prepare(ScriptedImapServer.Start());

    public MemoryCheckpointStore Checkpoints { get; } = new();

    public ProgressRecorder Progress { get; } = new();

    /// <summary>How often a server has been asked for something.</summary>
    public static int Count(ScriptedImapServer server, params string[] names) => server.Commands.Count(command => names.Contains(command.Name));

    /// <summary>Puts so many short messages into the source's INBOX.</summary>
    public ScriptedPair WithMessages(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            Source.Mailbox.Inbox.Add($"Message-ID: <{number}@x>\r\nSubject: message {number}\r\n\r\nhello {number}\r\n");
        }

        return this;
    }

    /// <summary>Puts so many short messages into the source's INBOX, each behind a gap of UIDs.</summary>
    public ScriptedPair WithSparseMessages(int count, uint gap)
    {
        for (var number = 1; number <= count; number++)
        {
            Source.Mailbox.Inbox.SkipUids(gap);
            Source.Mailbox.Inbox.Add($"Message-ID: <{number}@x>\r\nSubject: message {number}\r\n\r\nhello {number}\r\n");
        }

        return this;
    }

    public MailboxCopy ToCopy(FolderRules rules = FolderRules.Standard, DateTimeOffset? fromDate = null) =>
        new(Source.Account.ToMailAccount(), Destination.Account.ToMailAccount(), Checkpoints, rules, fromDate);

    public async Task<CopyOutcome> CopyAsync(MailboxCopyOptions? options = null, FolderRules rules = FolderRules.Standard, CancellationToken cancellationToken = default)
    {
        var outcome = await Engine.Create(options).CopyAsync(ToCopy(rules), Progress, cancellationToken).WaitAsync(Deadline, CancellationToken.None);
        var texts = outcome.Failures.Select(failure => failure.Reason).Concat(outcome.Notes).Append(outcome.Reason).OfType<string>();
        Assert.That(texts, Has.None.Contains(Password), "A password must never be shown.");
        return outcome;
    }

    /// <summary>The subjects of a folder at the destination.</summary>
    public IReadOnlyList<string> SubjectsIn(string folder) =>
        [.. Destination.Mailbox.Find(folder)?.Messages.Select(message => SubjectOf(message.Content)).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()];

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Destination.DisposeAsync();
    }

    private static string SubjectOf(byte[] content) =>
        System.Text.Encoding.Latin1.GetString(content).Split("\r\n").FirstOrDefault(line => line.StartsWith("Subject: ", StringComparison.Ordinal))?["Subject: ".Length..] ?? string.Empty;

    private static ScriptedImapServer Prepare(ScriptedImapServer server)
    {
        server.Password = Password;
        return server;
    }
}
