using System.Text;

namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>Text for bodies: pieces of one long text, as writing each anew would take longer than copying it.</summary>
internal sealed class MessageText
{
    private const int Lines = 4000;

    private static readonly string[] Words =
        ("the of and to in is you that it he was for on are as with his they at be this have from or one had by word but not what all were we when your can "
        + "said there use an each which she do how their if will up other about out many then them these so some her would make like him into time look two "
        + "more write go see number no way could people my than first water been call who oil its now find invoice meeting budget contract deadline customer "
        + "release migration server mailbox attachment quarterly forecast agenda proposal").Split(' ');

    private static readonly string[] Greetings =
    [
        "Grüße aus München, die Rechnung liegt bei.", "Voilà le résumé de l'été dernier.", "請求書を添付いたします。よろしくお願いいたします。",
        "Пожалуйста, проверьте вложение.", "شكرا على رسالتك", "Zażółć gęślą jaźń", "😀 party at 8 🎉",
    ];

    private readonly Random _random;
    private readonly string[] _lines;

    public MessageText(Random random)
    {
        _random = random;
        _lines = [.. Enumerable.Range(0, Lines).Select(_ => Line())];
    }

    public string Phrase(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[_random.Next(Words.Length)]));

    public string Greeting() => Greetings[_random.Next(Greetings.Length)];

    /// <summary>Appends lines until there are so many characters more.</summary>
    public void AppendTo(StringBuilder text, int characters, string before = "", string after = "")
    {
        var end = text.Length + characters;
        for (var line = _random.Next(Lines); text.Length < end; line++)
        {
            text.Append(before).Append(_lines[line % Lines]).Append(after).Append("\r\n");
        }
    }

    private string Line() => _random.NextDouble() < .03 ? Greeting() : Phrase(_random.Next(6, 14));
}
