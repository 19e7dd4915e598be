using System.Collections.Concurrent;
using Hosting.Migrations.Imap.Messages;
using MimeKit;
using MimeKit.IO;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// Carries the bytes of a message through MailKit's APPEND as they are: MailKit takes a parsed message only, and what a parser reads and
/// writes again is not always the same. So it gets a message whose only part, of a type of our own, writes the bytes.
/// </summary>
internal sealed class RawMessage(MimeEntityConstructorArgs args) : MimePart(args)
{
    private const string MediaType = "x-hosting-migrations/raw";

    private static readonly ParserOptions Parser = CreateParser();
    private static readonly byte[] Template = [.. "Content-Type: "u8, .. System.Text.Encoding.ASCII.GetBytes(MediaType)];

    // What is around the bytes weighs more than many a message.
    private static readonly ConcurrentBag<MimeMessage> Free = [];

    private MessageContent? _content;

    /// <summary>With these a wrapped message writes nothing but its bytes.</summary>
    public static FormatOptions Format { get; } = CreateFormat();

    /// <summary>A message that writes these bytes, until it is given back.</summary>
    public static MimeMessage Wrap(MessageContent content)
    {
        var message = Free.TryTake(out var free) ? free : new ExperimentalMimeParser(Parser, new MemoryStream(Template, writable: false)).ParseMessage();
        ((RawMessage)message.Body!)._content = content;
        return message;
    }

    /// <summary>Gives a message back that is not going to be written any more.</summary>
    public static void Unwrap(MimeMessage message)
    {
        ((RawMessage)message.Body!)._content = null;
        Free.Add(message);
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        if (stream is not MeasuringStream)
        {
            throw new NotSupportedException("A message is sent asynchronously.");
        }

        stream.SetLength(stream.Length + _content!.Length);
    }

    public override Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) =>
        _content!.CopyToAsync(stream, cancellationToken);

    private static ParserOptions CreateParser()
    {
        var options = ParserOptions.Default.Clone();
        options.RegisterMimeType(MediaType, typeof(RawMessage));
        return options;
    }

    private static FormatOptions CreateFormat()
    {
        var options = FormatOptions.Default.Clone();
        options.HiddenHeaders.Add(HeaderId.ContentType);
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }
}
