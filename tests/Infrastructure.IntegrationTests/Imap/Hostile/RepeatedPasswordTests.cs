using Hosting.Migrations.Infrastructure.Imap;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>A source that hands on the passwords of both sides wherever a name or a word of it is shown.</summary>
public sealed class RepeatedPasswordTests
{
    private const string Other = "An0ther-0ne";

    [Test]
    public async Task CopyAsync_WhenNamesAndWordsHoldThePasswords_ShouldShowNeitherOfThem()
    {
        var log = new LogLines<ImapMailboxCopier>();
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Destination.Password = Other;
        foreach (var password in new[] { ScriptedPair.Password, Other })
        {
            pair.Source.Mailbox.Add(password).Add($"Message-ID: <{password}@x>\r\nSubject: {password}\r\n\r\nhello\r\n", flags: password);
            pair.Source.Mailbox.Add($"Shared/{password}", "\\Noselect");
            pair.Source.Mailbox.Add($"{password}-gone").Add($"Message-ID: <{password}@x>\r\n\r\nhello\r\n");
        }

        pair.Destination.On("APPEND", command => command.ReplyAsync($"NO [CANNOT] {ScriptedPair.Password} and {Other} are refused"));
        pair.Source.On("STATUS", command => command.ReplyAsync($"NO [NOPERM] {Other} may not"));

        var outcome = await Engine.Create(Engine.With(giveUpAfterSeconds: 2), log).CopyAsync(pair.ToCopy(), pair.Progress, CancellationToken.None);

        IEnumerable<string?> shown =
        [
            outcome.Reason, .. outcome.Notes, .. outcome.Failures.SelectMany(failure => new[] { failure.Folder, failure.MessageId, failure.Reason }), .. log.Lines,
        ];
        Assert.That(outcome.Failures, Is.Not.Empty);
        Assert.That(outcome.Failures.Select(failure => failure.Folder), Has.Some.EqualTo("***"));
        Assert.That(shown.OfType<string>(), Has.None.Contains(ScriptedPair.Password).And.None.Contains(Other));
    }
}
