using System.Text;
using Hosting.Migrations.Imap.Maildir;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

public sealed class CrlfLinesTests
{
    [TestCase("", "")]
    [TestCase("a", "a")]
    [TestCase("a\nb\n", "a\r\nb\r\n")]
    [TestCase("a\r\nb\n", "a\r\nb\r\n")]
    [TestCase("\n\n", "\r\n\r\n")]
    [TestCase("a\rb\r\r\n\r", "a\rb\r\r\n\r")]
    [TestCase("\r\n\n\r\n", "\r\n\r\n\r\n")]
    public void Convert_WhereverItIsCut_ShouldEndLinesAsOnTheWire(string text, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var size = 1; size <= bytes.Length + 1; size++)
        {
            var (lines, converted) = (new CrlfLines(), new List<byte>());
            foreach (var part in bytes.Chunk(size))
            {
                var room = new byte[CrlfLines.RoomFor(part.Length)];
                converted.AddRange(room[..lines.Convert(part, room)]);
            }

            Assert.That(Encoding.Latin1.GetString([.. converted]), Is.EqualTo(expected), $"in parts of {size}");
        }
    }
}
