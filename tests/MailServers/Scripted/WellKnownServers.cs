namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>Scripted servers that look like well-known ones.</summary>
public static class WellKnownServers
{
    /// <summary>Gmail: labels as folders below <c>[Gmail]</c>, and a message in All Mail, Sent and INBOX under the same X-GM-MSGID.</summary>
    public static ScriptedImapServer StartGmail()
    {
        var server = ScriptedImapServer.Start();
        server.Greeting = "* OK Gimap ready for requests from 127.0.0.1 scripted";
        server.Capabilities = "IMAP4rev1 UNSELECT IDLE NAMESPACE ID XLIST CHILDREN X-GM-EXT-1 SASL-IR AUTH=XOAUTH2 AUTH=PLAIN UIDPLUS ENABLE SPECIAL-USE APPENDLIMIT=35651584";
        AddGmailFolder("[Gmail]", @"\HasChildren", @"\Noselect");
        var all = AddGmailFolder("[Gmail]/All Mail", @"\HasNoChildren", @"\All");
        var sent = AddGmailFolder("[Gmail]/Sent Mail", @"\HasNoChildren", @"\Sent");
        AddGmailFolder("[Gmail]/Drafts", @"\HasNoChildren", @"\Drafts");
        AddGmailFolder("[Gmail]/Spam", @"\HasNoChildren", @"\Junk");
        AddGmailFolder("[Gmail]/Trash", @"\HasNoChildren", @"\Trash");
        AddGmailFolder("[Gmail]/Starred", @"\HasNoChildren", @"\Flagged");
        AddGmailFolder("[Gmail]/Important", @"\HasNoChildren", @"\Important");
        foreach (var (folder, labels) in new[] { (server.Mailbox.Inbox, @"""\\Sent"""), (sent, @"""\\Inbox"""), (all, @"""\\Inbox"" ""\\Sent""") })
        {
            var message = folder.Add("Message-ID: <note@gmail.example>\r\nSubject: note to self\r\n\r\nhello\r\n");
            folder.Replace(message with
            {
                Extras = new Dictionary<string, string> { ["X-GM-MSGID"] = "1278455344230334865", ["X-GM-THRID"] = "1266894439832287888", ["X-GM-LABELS"] = $"({labels})" },
            });
        }

        return server;

        ScriptedFolder AddGmailFolder(string name, params string[] attributes) => server.Mailbox.Add(name, attributes);
    }

    /// <summary>Exchange: its greeting and what it offers, which is little.</summary>
    public static ScriptedImapServer StartExchange()
    {
        var server = ScriptedImapServer.Start();
        server.Greeting = "* OK The Microsoft Exchange IMAP4 service is ready.";
        server.Capabilities = "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+";
        server.Mailbox.Add("Drafts", @"\HasNoChildren", @"\Drafts");
        server.Mailbox.Add("Sent Items", @"\HasNoChildren", @"\Sent");
        server.Mailbox.Add("Deleted Items", @"\HasNoChildren", @"\Trash");
        return server;
    }
}
