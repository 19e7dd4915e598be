namespace Hosting.Migrations.Imap.Wire;

/// <summary>Counts what a server says in answer to one command.</summary>
internal sealed class ResponseBudget
{
    private long _asked;
    private long _text;
    private long _headers;
    private int _folders;
    private int _states;
    private int _messages;
    private int _others;

    /// <summary>Begins with a new command; what comes between two belongs to the second.</summary>
    /// <param name="asked">How many messages it asks for.</param>
    public void Begin(long asked) => (_asked, _text, _folders, _states, _messages, _others) = (asked, 0, 0, 0, 0, 0);

    /// <summary>Counts a response.</summary>
    public void Count(ResponseKind kind)
    {
        _headers = 0;
        if ((kind == ResponseKind.Folder ? ++_folders : kind == ResponseKind.Status ? ++_states : 0) > WireLimits.Folders)
        {
            throw new WireException($"lists more than {WireLimits.Folders:N0} folders");
        }

        if (kind == ResponseKind.Fetch && ++_messages > Math.Min((2 * _asked) + WireLimits.UnaskedMessages, WireLimits.Messages))
        {
            throw new WireException("describes more messages than it was asked for");
        }

        if (kind is not (ResponseKind.Folder or ResponseKind.Status or ResponseKind.Fetch) && ++_others > WireLimits.Responses)
        {
            throw new WireException($"sent more than {WireLimits.Responses:N0} responses to one command");
        }
    }

    /// <summary>Counts text.</summary>
    /// <param name="kind">What it belongs to.</param>
    /// <param name="bytes">How much has come.</param>
    /// <param name="soFar">How much of the response has come with it.</param>
    public void Spend(ResponseKind kind, int bytes, int soFar)
    {
        var longest = kind is ResponseKind.Folder or ResponseKind.Status ? WireLimits.FolderLine : WireLimits.Line;
        if (soFar > longest)
        {
            throw new WireException($"sent a line of more than {longest / 1024} KiB") { IsLongLine = true };
        }

        SpendText(kind, kind == ResponseKind.Fetch ? Math.Clamp(soFar - WireLimits.TextPerMessage, 0, bytes) : bytes);
    }

    /// <summary>Counts text of which no message is due any.</summary>
    public void SpendText(ResponseKind kind, long bytes)
    {
        _text += bytes;
        var most = kind is ResponseKind.Folder or ResponseKind.Status ? WireLimits.FolderText : WireLimits.Text;
        if (_text > most)
        {
            throw new WireException($"sent more than {most >> 20} MiB in answer to one command");
        }
    }

    /// <summary>Counts the header of a message, or another part of it that is kept in memory until the response has been read.</summary>
    public void SpendHeader(long bytes)
    {
        _headers += bytes;
        if (_headers > WireLimits.Headers)
        {
            throw new WireException($"sent headers of more than {WireLimits.Headers >> 20} MiB of one message");
        }
    }
}
