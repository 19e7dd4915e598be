using System.Text;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class HeaderExcerptTests
{
    private const int MostBytes = 100;
    private const int MostLines = 10;

    private static readonly string Long = string.Concat(Enumerable.Repeat("X-Field: value\r\n", 20));
    private static readonly string BeginningOfLong = $"{Long[..96]}X-Field:";
    private static readonly string Tiny = string.Concat(Enumerable.Repeat("a:b\r\n", 20));

    [TestCase("From: a@x\r\nX-Other: 1\r\n 2\r\n\r\nbody: x\r\n", "From: a@x\r\nX-Other: 1\r\n 2\r\n")]
    [TestCase("From: a@x\nX-Other: 1\n\nbody: x\n", "From: a@x\nX-Other: 1\n")]
    [TestCase("no field at all\r\nFrom: a@x\r\n\r\n", "no field at all\r\nFrom: a@x\r\n")]
    [TestCase("short\r\n\tFrom: a@x\r\n\r\n", "short\r\n\tFrom: a@x\r\n")]
    [TestCase("X", "")]
    [TestCase("Subject: x", "Subject: x")]
    [TestCase("\r\nFrom: a@x\r\n", "")]
    [TestCase("", "")]
    public void TryAdd_WhenTheHeaderIsShort_ShouldPickAllOfIt(string message, string picked) => Assert.That(Pick(message), Is.EqualTo(picked));

    [TestCase("Message-ID: <1@x>\r\n")]
    [TestCase("MESSAGE-ID : <1@x>\r\n")]
    [TestCase("date: today\r\n")]
    [TestCase("Subject: one\r\n two\r\n\tthree\r\n")]
    [TestCase("From: a@x\r\nTo: b@x\r\n")]
    public void TryAdd_WhenAFieldStandsFarBehind_ShouldPickItToo(string fields)
    {
        Assert.That(Pick(Long + fields + Long + "\r\nFrom: body\r\n"), Is.EqualTo(BeginningOfLong + "\r\n" + fields));
        Assert.That(Pick(Tiny + fields + Tiny), Is.EqualTo(Tiny[..(5 * MostLines)] + fields));
    }

    [Test]
    public void TryAdd_WhenTheBeginningEndsInAField_ShouldPickTheWholeOfOneThatIsFoundBy()
    {
        var before = $"X-Field: {new string('v', 80)}\r\n";

        Assert.That(Pick($"{before}Message-ID: <far@x>\r\n{Long}"), Is.EqualTo($"{before}Message-ID: <far@x>\r\n"));
        Assert.That(Pick($"{before}X-Other: <far@x>\r\n{Long}"), Is.EqualTo($"{before}X-Other: "[..MostBytes]));
    }

    [Test]
    public void TryAdd_WhenFieldsOfANameAreLong_ShouldPickNoMoreThanHasRoomAndLeaveRoomToOthers()
    {
        var picked = Pick(Long + $"To: {new string('t', 1_000)}\r\nTo: again\r\nMessage-ID: <1@x>\r\n");

        Assert.That(picked, Is.EqualTo($"{BeginningOfLong}\r\nTo: {new string('t', MostBytes - "To: ".Length)}\r\nMessage-ID: <1@x>\r\n"));
    }

    [Test]
    public void TryAdd_WhenBytesComeOneByOne_ShouldPickTheSame([Range(1, 20)] int size)
    {
        var message = Encoding.ASCII.GetBytes($"{Long}Message-ID: <1@x>\r\n{Tiny}Subject: s\r\n x\r\n\r\nbody");
        var excerpt = new HeaderExcerpt(MostBytes, MostLines);

        for (var at = 0; at < message.Length && excerpt.TryAdd(message.AsSpan(at, Math.Min(size, message.Length - at))); at += size)
        {
        }

        Assert.That(Encoding.ASCII.GetString(excerpt.ToArray()), Is.EqualTo(Pick(Encoding.ASCII.GetString(message))));
    }

    private static string Pick(string message)
    {
        var excerpt = new HeaderExcerpt(MostBytes, MostLines);
        excerpt.TryAdd(Encoding.ASCII.GetBytes(message));
        return Encoding.ASCII.GetString(excerpt.ToArray());
    }
}
