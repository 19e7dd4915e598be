using System.Globalization;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

/// <summary>Names that are read without IDNA are read as IDNA reads them.</summary>
public sealed class MailDomainIdnaTests
{
    private const string Alphabet = "abZ09--..xn_ é\u3002!\u0007";

    [Test]
    public void TryParse_WhenANameIsPlainOrNot_ShouldAgreeWithIdna()
    {
        var random = new Random(20);
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            Assert.That(MailDomain.TryParse(name, out var domain), Is.EqualTo(ByIdna(name) is not null), name);
            Assert.That(domain, Is.EqualTo(ByIdna(name)));
            read += domain is null ? 0 : 1;
        }

        Assert.That(read, Is.GreaterThan(300));
    }

    [TestCase(63, true)]
    [TestCase(64, false)]
    public void TryParse_WhenALabelIsLong_ShouldTakeUpTo63Characters(int length, bool isTaken) =>
        Assert.That(MailDomain.TryParse($"{new string('a', length)}.example", out _), Is.EqualTo(isTaken));

    private static string? ByIdna(string name)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(name).ToLowerInvariant();
            ascii = ascii.EndsWith('.') ? ascii[..^1] : ascii;
            return ascii.Split('.') is { Length: > 1 } labels && !labels.Contains(string.Empty) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
