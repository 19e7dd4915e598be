using Hosting.Migrations.Imap.Maildir;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

public sealed class MessageNameTests
{
    [TestCase("1.a.host", "1.a.host")]
    [TestCase("1.a.host,S=5:2,S", "1.a.host,S=5")]
    [TestCase("1.a.host:1,x", "1.a.host")]
    public void BaseOf_WhenTheNameHasFlagsOrNone_ShouldBeTheSame(string name, string expected) => Assert.That(MessageName.BaseOf(name), Is.EqualTo(expected));

    [TestCase("1.a", "None")]
    [TestCase("1.a:2,", "None")]
    [TestCase("1.SEEN:1,S", "None")]
    [TestCase("1.a:2,DFRST", "Seen, Answered, Flagged, Deleted, Draft")]
    [TestCase("1.a:2,PS", "Seen")]
    [TestCase("1.a:2,S,F", "Seen")]
    public void FlagsOf_WhenLettersStandForThem_ShouldReadThem(string name, string flags) => Assert.That(MessageName.FlagsOf(name).ToString(), Is.EqualTo(flags));

    [TestCase("1.a:2,S", "")]
    [TestCase("1.a:2,PSa", "$Forwarded Work")]
    [TestCase("1.a:2,abcz", "Work $Label1")]
    public void KeywordsOf_WhenTheFolderNamesThem_ShouldReadThem(string name, string keywords)
    {
        var named = MessageName.ReadKeywords(["0 Work", "2 $Label1", "26 Beyond", "x y", string.Empty]);

        Assert.That(string.Join(' ', MessageName.KeywordsOf(name, named)), Is.EqualTo(keywords));
    }
}
