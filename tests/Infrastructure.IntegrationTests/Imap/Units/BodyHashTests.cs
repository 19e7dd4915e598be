using System.Text;
using Hosting.Migrations.Imap.Copying;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class BodyHashTests
{
    [TestCase("Subject: x\r\n\r\nwords\r\n", "Subject: other\r\nX-Added: 1\r\n 2\r\n\r\nwords\r\n")]
    [TestCase("Subject: x\n\nwords\nmore\n", "Subject: x\r\n\r\nwords\r\nmore\r\n")]
    [TestCase("Subject: x\r\r\n\r\r\nwords\r\r\n", "Subject: x\r\n\r\nwords\r\n")]
    [TestCase("\r\nwords\r\n", "X-Added: 1\r\n\r\nwords\r\n")]
    [TestCase("words without a header\r\n", "X-Added: 1\r\nwords without a header\r\n")]
    [TestCase("words", "\nwords")]
    [TestCase("Subject : x\r\n\r\nwords", "Subject: x\r\n\r\nwords")]
    [TestCase("Subject: x\r\n", "Subject: y")]
    [TestCase("", "\r\n")]
    public void Of_WhenTheWordsAreTheSame_ShouldBeTheSame(string one, string other) => Assert.That(Hash(one), Is.EqualTo(Hash(other)));

    [TestCase("Subject: x\r\n\r\nwords\r\n", "Subject: x\r\n\r\nother\r\n")]
    [TestCase("Subject: x\n\nwords\n", "Subject: x\n\nother\n")]
    [TestCase("\r\nwords\r\n", "\r\nother\r\n")]
    [TestCase("\nwords\n", "\nother\n")]
    [TestCase("words one\r\n", "words two\r\n")]
    [TestCase("words", "other")]
    [TestCase("Subject: x\r\n\r\nField: a\r\n", "Subject: x\r\n\r\nField: b\r\n")]
    [TestCase("\u0001words\r\n", "\u0001other\r\n")]
    public void Of_WhenTheWordsDiffer_ShouldDiffer(string one, string other) => Assert.That(Hash(one), Is.Not.EqualTo(Hash(other)));

    [Test]
    public void Of_WhenThereIsNoEndToTheFirstWord_ShouldTellItFromAnother() =>
        Assert.That(Hash(new string('a', 5_000) + "b"), Is.Not.EqualTo(Hash(new string('a', 5_000) + "c")));

    private static string Hash(string message)
    {
        using var content = new MessageContent(expected: 0, spillAbove: int.MaxValue);
        content.Write(Encoding.Latin1.GetBytes(message));
        content.Complete();
        return BodyHash.Of(content);
    }
}
