using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class PasswordScreenTests
{
    private const string Password = "connection";

    private readonly PasswordScreen _screen = new(new MailLogin("anna", new Secret(Password)));

    [Test]
    public void HideInName_WhenThereAreMoreNamesThanAreSearched_ShouldShowTheFirstAlone()
    {
        var names = Enumerable.Range(0, 8000).Select(number => $"{number:D4} {Password} {new string('x', 1000)}").ToList();

        var shown = names.ConvertAll(_screen.HideInName);

        Assert.That(shown, Has.None.Contains(Password));
        Assert.That(shown.FindIndex(name => name == PasswordScreen.NameLeftOut), Is.EqualTo(PasswordScreen.MaxNames / 1000));
        Assert.That(shown[^1], Is.EqualTo(PasswordScreen.NameLeftOut));
        Assert.That((_screen.HideInName(names[0]), _screen.HideInWords("NO no")), Is.EqualTo((shown[0], "NO no")));
    }

    [Test]
    public void HideInWords_WhenAServerSaysMoreThanIsSearched_ShouldLeaveItsWordsOut()
    {
        var words = "NO " + new string('x', 2000);

        var shown = Enumerable.Range(0, 1000).Select(_ => _screen.HideInWords(words)).ToList();

        Assert.That((shown[0], shown[^1]), Is.EqualTo((words, PasswordScreen.WordsLeftOut)));
        Assert.That(shown.Count(one => one == words), Is.EqualTo(PasswordScreen.MaxWords / words.Length));
    }

    [Test]
    public void Hide_WhenAFaultHoldsThePassword_ShouldLeaveOutAllThatItSaysAndKeepWhereItCameFrom()
    {
        var fault = Assert.Catch(() => throw new InvalidOperationException("the connection is closed", new FormatException("no date")))!;

        var shown = _screen.Hide(fault)!.Message;

        Assert.That(shown, Does.Not.Contain("closed").And.Not.Contain("***").And.Contain("no date").And.Contain(nameof(PasswordScreenTests)));
    }
}
