using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>A message that is coming in. It owns the content until somebody takes it.</summary>
/// <param name="content">Where its bytes go.</param>
internal sealed class FetchedBody(MessageContent content) : IBody
{
    private MessageContent? _content = content;

    public void Write(ReadOnlySpan<byte> bytes) => _content!.Write(bytes);

    /// <summary>Gives the content away: the caller disposes it.</summary>
    /// <exception cref="Faults.MailFaultException">A temporary file could not take it.</exception>
    public MessageContent Take()
    {
        var content = _content!;
        content.Complete();
        _content = null;
        return content;
    }

    public void Dispose()
    {
        _content?.Dispose();
        _content = null;
    }
}
