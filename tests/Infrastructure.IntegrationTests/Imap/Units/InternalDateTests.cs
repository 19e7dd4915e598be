using System.Globalization;
using System.Text;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class InternalDateTests
{
    [TestCase("01-Jan-2020 03:04:05 +0130", "2020-01-01T03:04:05+01:30")]
    [TestCase(" 1-Jan-2020 03:04:05 -0500", "2020-01-01T03:04:05-05:00")]
    [TestCase("30-dec-1899 00:00:00 +0000", "1899-12-30T00:00:00+00:00")]
    [TestCase("01-Feb-99 00:00:00 +0000", "1999-02-01T00:00:00+00:00")]
    [TestCase("01-Feb-19 00:00:00 +0000", "2019-02-01T00:00:00+00:00")]
    [TestCase("01-Jan-2020 03:04:05 +9900", "2020-01-01T03:04:05+00:00")]
    [TestCase("01-Jan-0001 00:00:00 +0000", null)]
    [TestCase("31-Apr-2020 00:00:00 +0000", null)]
    [TestCase("01-Jan-2020 00:00:00 +0000 x", null)]
    [TestCase("", null)]
    public void Read_WhenAServerTellsADate_ShouldReadIt(string text, string? expected) =>
        Assert.That(InternalDate.Read(Encoding.Latin1.GetBytes(text))?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture), Is.EqualTo(expected));

    [TestCase("2020-01-01T03:04:05+01:30", "01-Jan-2020 03:04:05 +0130")]
    [TestCase("1899-12-30T23:00:00-05:00", "30-Dec-1899 23:00:00 -0500")]
    [TestCase("2020-01-01T03:04:05+00:00", "01-Jan-2020 03:04:05 +0000")]
    public void Write_WhenThereIsAMoment_ShouldSpellItAsServersTakeIt(string moment, string expected) =>
        Assert.That(InternalDate.Write(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)), Is.EqualTo(expected));
}
