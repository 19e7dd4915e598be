using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Folders over which a server breaks the connection, or a rule: only they fail.</summary>
public sealed class BreakingFoldersTests
{
    private const string Bad = "Bad";

    [TestCase("EXAMINE")]
    [TestCase("STATUS", "EXAMINE")]
    public async Task CopyAsync_WhenAFolderBreaksTheSourcesConnection_ShouldFailThatFolderAlone(params string[] commands)
    {
        await using var pair = WithFolders();
        Break(pair.Source, commands);

        var outcome = await pair.CopyAsync();

        ShouldHaveFailed(outcome, pair, CopyFault.Connect);
        Assert.That(pair.Source.Commands.Count(command => command.Name == "EXAMINE" && IsBad(command)), Is.EqualTo(3));
    }

    [TestCase("EXAMINE", true)]
    [TestCase("STATUS", true)]
    [TestCase("STATUS, EXAMINE", true)]
    [TestCase("LIST, STATUS, EXAMINE", true)]
    [TestCase("SELECT", false)]
    [TestCase("STATUS", false)]
    [TestCase("STATUS, SELECT", false)]
    [TestCase("LIST, STATUS, SELECT", false)]
    public async Task CopyAsync_WhenManyFoldersBreakTheConnection_ShouldFailEachOfThemAlone(string commands, bool atSource)
    {
        const int Many = 30;
        await using var pair = WithFolders();
        var server = atSource ? pair.Source : pair.Destination;
        server.Capabilities += commands.Contains("LIST", StringComparison.Ordinal) ? " LIST-EXTENDED LIST-STATUS" : string.Empty;
        pair.Source.Mailbox.Remove(Bad);
        for (var number = 0; number < Many; number++)
        {
            var folder = pair.Source.Mailbox.Add($"{Bad}{number}");
            for (var message = 0; message < 4; message++)
            {
                folder.Add($"Message-ID: <{number}.{message}@x>\r\nSubject: {message}\r\n\r\nx\r\n");
            }

            if (!atSource)
            {
                pair.Destination.Mailbox.Add($"{Bad}{number}").Add(folder.Messages[0].Content);
            }
        }

        Break(server, commands.Split(", "));

        // What would be one wait for all grows to more than is waited.
        var outcome = await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 15, maxBackoffSeconds: 10));

        var fails = commands.Contains("EXAMINE", StringComparison.Ordinal) || commands.Contains("SELECT", StringComparison.Ordinal);
        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => failure.Folder), Is.EquivalentTo(fails ? Enumerable.Range(0, Many).Select(number => $"{Bad}{number}") : []));
        Assert.That(outcome.Failures.Select(failure => failure.Reason), Is.All.StartsWith("given up after 3 tries"));
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(2));
        Assert.That(pair.SubjectsIn("Good"), Is.EqualTo(new[] { "inside" }));
        Assert.That(pair.SubjectsIn($"{Bad}7"), Has.Count.EqualTo(!fails ? 4 : atSource ? 0 : 1));
        outcome.ShouldAddUp();
    }

    [Test]
    public async Task CopyAsync_WhenAFolderBreaksTheConnectionInALaterRun_ShouldCopyTheOthersAllTheSame()
    {
        await using var pair = WithFolders();
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nx\r\n");
        pair.Source.Mailbox.Find(Bad)!.Remove(1);
        Break(pair.Source, "STATUS", "EXAMINE");

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Failures.Select(failure => failure.Folder), Is.EqualTo(new[] { Bad }), string.Join('\n', outcome.Failures.Select(failure => failure.Reason)));
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task CopyAsync_WhenManyMessagesBreakTheConnection_ShouldFailEachOfThemAlone()
    {
        await using var pair = new ScriptedPair().WithMessages(30);
        pair.Source.On("FETCH", command =>
        {
            if (!command.Text.Contains("BODY.PEEK[]", StringComparison.Ordinal) || Application.Mailboxes.UidSet.Parse(command.Arguments[0].Text).First > 12)
            {
                return command.AnswerByDefaultAsync();
            }

            command.Close();
            return Task.CompletedTask;
        });

        var outcome = await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 15, maxBackoffSeconds: 10));

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => failure.Uid), Is.EquivalentTo(Enumerable.Range(1, 12).Select(uid => (uint?)uid)));
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(18));
        outcome.ShouldAddUp();
    }

    [Test]
    public async Task CopyAsync_WhenOnlyTheStateOfAFolderBreaksTheConnection_ShouldCopyItAllTheSame()
    {
        await using var pair = WithFolders();
        Break(pair.Source, "STATUS");

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn(Bad), Is.EqualTo(new[] { "inside" }));
    }

    [TestCase(null, 6)]
    [TestCase("NO not for you", 30)]
    [TestCase("NO [UNAVAILABLE] not now", 30)]
    [TestCase("BAD what", 30)]
    public async Task CopyAsync_WhenTheDestinationDoesNotTellTheStateOfNewFolders_ShouldSelectThemInstead(string? answer, int mostAsked)
    {
        await using var pair = new ScriptedPair();
        for (var number = 0; number < 30; number++)
        {
            pair.Source.Mailbox.Add($"{Bad}{number}").Add($"Message-ID: <{number}@x>\r\nSubject: {number}\r\n\r\nx\r\n");
        }

        Answer(pair.Destination, answer, "STATUS");

        var outcome = (await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 15, maxBackoffSeconds: 10))).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(30));
        Assert.That(pair.Destination.Commands.Count(command => command.Name == "STATUS" && IsBad(command)), Is.InRange(1, mostAsked));
        Assert.That(Enumerable.Range(0, 30).SelectMany(number => pair.SubjectsIn($"{Bad}{number}")).ToList(), Is.Unique.And.Count.EqualTo(30));
    }

    [TestCase(null)]
    [TestCase("NO not for you")]
    public async Task CopyAsync_WhenTheDestinationDoesNotTellTheStateOfAFolderThatSettles_ShouldSelectItInstead(string? answer)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add(Bad).Add("Message-ID: <inside@x>\r\nSubject: inside\r\n\r\nx\r\n");
        var appends = 0;
        ChangingDestination.All[0].Install(pair.Destination, count => ++appends == 1 ? count : null);
        Answer(pair.Destination, answer, "STATUS");

        var outcome = (await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 15, maxBackoffSeconds: 10))).ShouldSucceed();

        Assert.That((outcome.Done.MessagesCopied, outcome.Done.MessagesSkipped), Is.EqualTo((0L, 1L)));
        Assert.That(pair.SubjectsIn(Bad), Is.EqualTo(new[] { "inside" }));
        Assert.That(pair.Destination.Commands.Count(command => command.Name == "STATUS" && IsBad(command)), Is.EqualTo(1));
    }

    [Test]
    public async Task CopyAsync_WhenTheStateOfAllFoldersBreaksTheConnection_ShouldAskForEach()
    {
        await using var pair = WithFolders();
        pair.Source.Capabilities += " LIST-EXTENDED LIST-STATUS";
        pair.Source.On("LIST", command =>
        {
            if (!command.Text.Contains("STATUS", StringComparison.Ordinal))
            {
                return command.AnswerByDefaultAsync();
            }

            command.Close();
            return Task.CompletedTask;
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("Good"), Is.EqualTo(new[] { "inside" }));
    }

    [TestCase("NO not now")]
    [TestCase(null)]
    public async Task CopyAsync_WhenTheDestinationDoesNotTellAFoldersState_ShouldLookBeforeItCopies(string? answer)
    {
        await using var pair = WithFolders();
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        if (answer is null)
        {
            Break(pair.Destination, "STATUS");
        }
        else
        {
            pair.Destination.On("STATUS", command => IsBad(command) ? command.ReplyAsync(answer) : command.AnswerByDefaultAsync());
        }

        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(again.Done.MessagesCopied, Is.Zero);
        Assert.That(pair.SubjectsIn(Bad), Is.EqualTo(new[] { "inside" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationBreaksARuleInAFolder_ShouldFailThatFolderAlone()
    {
        await using var pair = WithFolders();
        pair.Destination.Mailbox.Add(Bad).Add("Subject: of the owner\r\n\r\nx\r\n");
        pair.Destination.On("SELECT", command => IsBad(command) ? command.SendAsync("* 4294967295 EXISTS\r\n") : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync();

        ShouldHaveFailed(outcome, pair, CopyFault.DestinationProtocol);
    }

    private static ScriptedPair WithFolders()
    {
        var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add(Bad).Add("Message-ID: <inside@x>\r\nSubject: inside\r\n\r\nx\r\n");
        pair.Source.Mailbox.Add("Good").Add("Message-ID: <good@x>\r\nSubject: inside\r\n\r\nx\r\n");
        return pair;
    }

    private static void Break(ScriptedImapServer server, params string[] commands) => Answer(server, null, commands);

    private static void Answer(ScriptedImapServer server, string? answer, params string[] commands)
    {
        foreach (var name in commands)
        {
            server.On(name, command =>
            {
                if (!IsBad(command))
                {
                    return command.AnswerByDefaultAsync();
                }

                if (answer is not null)
                {
                    return command.ReplyAsync(answer);
                }

                command.Close();
                return Task.CompletedTask;
            });
        }
    }

    private static bool IsBad(ScriptedCommand command) =>
        command.Name == "LIST" ? command.Text.Contains("STATUS", StringComparison.Ordinal) : command.Arguments[0].Text.StartsWith(Bad, StringComparison.Ordinal);

    private static void ShouldHaveFailed(Application.Mailboxes.CopyOutcome outcome, ScriptedPair pair, CopyFault fault)
    {
        TestContext.Out.WriteLine(string.Join('\n', outcome.Failures.Select(failure => failure.Reason).Append(outcome.Reason)));
        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Fault)), Is.EqualTo(new[] { (Bad, fault) }));
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(2));
        Assert.That(pair.SubjectsIn("Good"), Is.EqualTo(new[] { "inside" }));
        outcome.ShouldAddUp();
    }
}
