using System.Globalization;
using System.Text;

namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>Makes messages as they come in real life: encoded and folded headers, alternatives in 8 bit, attachments in base64.</summary>
internal sealed class MessageFactory(Random random)
{
    private const int Base64LineBytes = 57;

    private static readonly string[] Senders =
        ["Ann Lee", "Bob Stone", "Jürgen Groß", "Zoë Ångström", "山田太郎", "Иван Петров", "Mário Conceição", "\"O'Brien, Pat\"", "Support", "noreply"];

    private readonly MessageText _text = new(random);
    private int _number;

    /// <summary>Makes a message with a text of about so many bytes and, if any, an attachment of so many.</summary>
    public byte[] Create(DateTimeOffset date, int textSize, int attachmentSize = 0, bool withMessageId = true)
    {
        _number++;
        var message = new StringBuilder(textSize + (attachmentSize * 3 / 2) + 2048);
        AppendHeaders(message, date, withMessageId);
        if (attachmentSize == 0)
        {
            AppendAlternatives(message, textSize);
        }
        else
        {
            message.Append("Content-Type: multipart/mixed; boundary=\"=_m\"\r\n\r\n--=_m\r\n");
            AppendAlternatives(message, textSize);
            AppendAttachment(message, attachmentSize);
            message.Append("--=_m--\r\n");
        }

        return Encoding.UTF8.GetBytes(message.ToString());
    }

    private static string EncodedWord(string text) =>
        Ascii.IsValid(text) ? text : $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";

    private void AppendHeaders(StringBuilder message, DateTimeOffset date, bool withMessageId)
    {
        var sent = date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        for (var hop = random.Next(1, 6); hop > 0; hop--)
        {
            message.Append(CultureInfo.InvariantCulture, $"Received: from mx{hop}.example.net (mx{hop}.example.net [192.0.2.{random.Next(1, 255)}])\r\n");
            message.Append(CultureInfo.InvariantCulture, $"\tby mail.example.org (Postfix) with ESMTPS id {random.NextInt64():X}\r\n\tfor <user@example.org>; {sent}\r\n");
        }

        message.Append(CultureInfo.InvariantCulture, $"From: {EncodedWord(Senders[random.Next(Senders.Length)])} <u{random.Next(500)}@example.net>\r\n");
        message.Append("To: <user@example.org>\r\nSubject: ").Append(EncodedWord(random.Next(7) == 0 ? _text.Greeting() : _text.Phrase(random.Next(2, 10)))).Append("\r\n");
        message.Append(CultureInfo.InvariantCulture, $"Date: {sent}\r\n");
        if (withMessageId)
        {
            message.Append(CultureInfo.InvariantCulture, $"Message-ID: <{_number}.{random.NextInt64():x}@example.net>\r\n");
        }

        message.Append("MIME-Version: 1.0\r\n");
    }

    private void AppendAlternatives(StringBuilder message, int size)
    {
        message.Append("Content-Type: multipart/alternative; boundary=\"=_b\"\r\n\r\n");
        message.Append("--=_b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        _text.AppendTo(message, size / 4);
        message.Append("--=_b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body>\r\n");
        _text.AppendTo(message, size * 3 / 4, "<p style=\"margin:0;font-family:Arial\">", "</p>");
        message.Append("</body></html>\r\n--=_b--\r\n");
    }

    private void AppendAttachment(StringBuilder message, int size)
    {
        message.Append(CultureInfo.InvariantCulture, $"--=_m\r\nContent-Type: application/octet-stream; name=\"file{_number}.bin\"\r\n");
        message.Append("Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n");
        var bytes = new byte[size * 3 / 4];
        random.NextBytes(bytes);
        for (var start = 0; start < bytes.Length; start += Base64LineBytes)
        {
            message.Append(Convert.ToBase64String(bytes, start, Math.Min(Base64LineBytes, bytes.Length - start))).Append("\r\n");
        }
    }
}
