using System.Text;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class OutgoingGateTests
{
    private LiteralForms _forms = null!;
    private OutgoingGate _gate = null!;

    [SetUp]
    public void Open()
    {
        _forms = new LiteralForms();
        _gate = new OutgoingGate(_forms);
        _gate.Offers(literalPlus: true, literalMinus: false);
        _forms.Accept(["\\Seen", "$Work"]);
    }

    [TestCase("A1 APPEND INBOX (\\Seen) \"01-Jan-2024 12:00:00 +0000\" {10}\r\n")]
    [TestCase("A1 APPEND \"two words\" (\\Seen $Work) {10}\r\n")]
    [TestCase("A1 APPEND \"a \\\"b\\\\\" {10}\r\n")]
    [TestCase("A1 APPEND INBOX {10}\r\n")]
    public void Look_WhenTheFlagsAreKnown_ShouldSendTheMessageWithoutAsking(string line) =>
        Assert.That(Look(line), Is.EqualTo(line.Replace("{10}", "{10+}", StringComparison.Ordinal)));

    [TestCase("A1 APPEND INBOX (\\Flagged) {10}\r\n")]
    [TestCase("A1 APPEND INBOX (\\Seen $Other) {10}\r\n")]
    public void Look_WhenAFlagIsNew_ShouldAsk(string line)
    {
        Assert.That(Look(line), Is.Null);
        Assert.That(_gate.Command!.Awaited, Is.Not.Empty);

        _gate.Asked();
        _gate.End();

        Assert.That(Look(line), Does.Contain("{10+}"));
    }

    [TestCase("A1 APPEND {10}\r\n", Description = "a folder's name")]
    [TestCase("A1 APPEND INBOX (\\Seen {10}\r\n", Description = "a keyword")]
    [TestCase("A1 APPEND INBOX (\\Seen {10+}\r\n", Description = "a keyword, unasked")]
    [TestCase("A1 APPEND INBOX (\\Seen) \"01-Jan-2024 {10}\r\n", Description = "a date")]
    [TestCase("A1 APPEND INBOX (\\Seen) {10+}\r\n", Description = "unasked")]
    [TestCase("A1 APPEND INBOX (\\Seen) {99999999999999999999}\r\n")]
    [TestCase("A1 STORE 1 FLAGS ({10}\r\n")]
    [TestCase("A1 UID STORE 1 +FLAGS.SILENT ({10+}\r\n")]
    [TestCase("A1 CREATE {10}\r\n")]
    [TestCase("A1 UID SEARCH TEXT {10}\r\n")]
    [TestCase("A1 LOGIN {10+}\r\n")]
    public void Look_WhenALiteralIsNoMessage_ShouldNotLetItLeave(string line) =>
        Assert.That(() => Look(line), Throws.InvalidOperationException.With.Message.Contains("must not leave"));

    [Test]
    public void Look_WhenAFurtherMessageFollows_ShouldLookAtItsFlagsToo()
    {
        Assert.That(Look("A1 APPEND INBOX (\\Seen) {3}\r\n"), Is.Not.Null);
        _gate.Passed(3);

        Assert.That(Look(" (\\Seen $Work) {4}\r\n"), Is.EqualTo(" (\\Seen $Work) {4+}\r\n"));
        _gate.Passed(4);
        Assert.That(Look(" (\\Answered) {4}\r\n"), Is.Null);
        _gate.Passed(4);
        Assert.That(Look("\r\n"), Is.Null);
        Assert.That(_gate.Command!.HasUnaskedLiteral, Is.True);
    }

    [Test]
    public void Look_WhenALoginNeedsALiteral_ShouldAsk() => Assert.That(Look("A1 LOGIN {4}\r\n"), Is.Null);

    [Test]
    public void Look_WhenAServerGetsNoMessages_ShouldHaveEveryLiteralWait()
    {
        var gate = new OutgoingGate(forms: null);
        gate.Offers(literalPlus: true, literalMinus: false);

        Assert.That(gate.Look("A1 EXAMINE {4}\r\n"u8), Is.Null);
        Assert.That(gate.Command!.Awaited, Is.Not.Null);
        Assert.That(() => gate.Look("A2 APPEND INBOX {4+}\r\n"u8), Throws.InvalidOperationException);
    }

    [Test]
    public void Look_WhenWhatWasSentUnaskedHasBeenRefused_ShouldAskAgain()
    {
        _gate.Refused();

        Assert.That(Look("A1 APPEND INBOX (\\Seen) {10}\r\n"), Is.Null);
    }

    [Test]
    public void Look_WhenRefusalsGoOn_ShouldAskEachTime()
    {
        for (var refusal = 0; refusal < 8; refusal++)
        {
            _forms.Refuse();
        }

        _forms.Accept(["\\Seen"]);

        Assert.That(Look("A1 APPEND INBOX (\\Seen) {10}\r\n"), Is.Null);
    }

    private string? Look(string line) => _gate.Look(Encoding.Latin1.GetBytes(line)) is { } changed ? Encoding.Latin1.GetString(changed) : null;
}
