using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap;
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

    // A password that is a word of ours is told by what is hidden of a sentence.
    [Test]
    public async Task CopyAsync_WhenAPasswordIsAWordOfOurs_ShouldLeaveOurWordsAlone(
        [Values("refused1", "source99", "connection", "destination", "folder", "became", "unreadable", "interrupted", "127.0.0.1")] string password)
    {
        var (outcome, lines) = await CopyAsync(password, "echoed");
        var (other, otherLines) = await CopyAsync("another-One", "echoed");

        Assert.That(outcome.Failures.Select(failure => failure.Reason), Is.EquivalentTo(other.Failures.Select(failure => failure.Reason)));
        Assert.That(outcome.Notes, Is.EquivalentTo(other.Notes));
        Assert.That(lines.Distinct(), Is.EquivalentTo(otherLines.Distinct()));
        Assert.That(outcome.Notes, Is.Not.Empty);
        Assert.That(outcome.Failures, Is.Not.Empty);
        Assert.That(lines, Is.Not.Empty);

        var (echoing, echoed) = await CopyAsync(password, $"{password}!");
        Assert.That(echoing.Failures.Select(failure => failure.Reason), Has.Some.Contains("the destination refused: NO [CANNOT] ***!"));
        Assert.That(echoed, Has.None.Contains($"{password}!"));
    }

    private static async Task<(CopyOutcome Outcome, IReadOnlyCollection<string> Lines)> CopyAsync(string password, string words)
    {
        var log = new LogLines<ImapMailboxCopier>();
        await using var pair = new ScriptedPair().WithMessages(1);
        (pair.Source.Password, pair.Destination.Password) = (password, password);
        pair.Source.Mailbox.Add("odd\u0001name").Add("Message-ID: <odd@x>\r\nSubject: odd\r\n\r\nx\r\n", flags: ["not)one"]);
        pair.Destination.On("APPEND", $"NO [CANNOT] {words}");
        pair.Source.On("EXAMINE", $"NO [UNAVAILABLE] {words}", times: 1);
        var outcome = await Engine.Create(Engine.With(connections: 1), log).CopyAsync(pair.ToCopy(), pair.Progress, CancellationToken.None);
        return (outcome, [.. log.Lines.Select(line => HidePorts(line))]);
    }

    // Each server has its own.
    private static string HidePorts(string line) => System.Text.RegularExpressions.Regex.Replace(line, "127.0.0.1:[0-9]+", "127.0.0.1");
}
