using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Sessions;

/// <summary>
/// One mailbox at one side of a copy, logged in: all that a copy needs of that side, in whatever protocol. It does one thing at a time, and every failure
/// is a <see cref="MailFaultException"/>. After one that is not transient the session goes on, if need be over a new connection; what was found before has
/// to be found anew then. After a transient one it is of no more use.
/// </summary>
internal interface IMailSession : IDisposable
{
    /// <summary>No folder that is copied holds as many messages; a server may say that its does.</summary>
    const int MostHeld = 5_000_000;

    /// <summary>Hides passwords in what the server says.</summary>
    PasswordScreen Screen { get; }

    /// <summary>Whether the connection in use has outlasted the last command.</summary>
    bool IsConnected { get; }

    /// <summary>What the names of new folders begin with, the separator included, such as <c>INBOX.</c>; often empty.</summary>
    string Prefix { get; }

    /// <summary>What stands between the levels of the name of a new folder; NUL if there are none.</summary>
    char Separator { get; }

    /// <summary>How many messages are added at once (<see cref="AppendAsync"/>).</summary>
    int MostAppended { get; }

    /// <summary>Whether of messages that are added at once all are stored, or none (RFC 3502). Otherwise each is stored, or refused, by itself.</summary>
    bool AppendsTogether { get; }

    /// <summary>Whether the state of all folders is told with one command (RFC 5819).</summary>
    bool HasListStatus { get; }

    /// <summary>The largest message that the server takes, in bytes (RFC 7889); null if it does not say.</summary>
    long? AppendLimit { get; }

    /// <summary>Whether the server may show no more than a part of a large folder (RFC 9586).</summary>
    bool ShowsLimitedView { get; }

    /// <summary>By how much the server has been slow so far, over all sessions with it.</summary>
    TimeSpan Slowness { get; }

    /// <summary>The server's last refusal; null if its last words were something else.</summary>
    ResponseClassifier? LastRefusal { get; }

    /// <summary>How many flags of messages have not been read since the last time, since one message had too many of them.</summary>
    int TakeUnreadFlags();

    /// <summary>Reads the folders, with their state. That of a few known ones need not be told: they tell it when they are opened.</summary>
    /// <param name="known">The names of the folders that the last run has seen.</param>
    /// <param name="broken">Over whose state earlier connections broke.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    Task<MailboxListing> ListAsync(IReadOnlySet<string> known, BrokenStates broken, CancellationToken cancellationToken);

    /// <summary>Lists the names of all folders that there are now.</summary>
    Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken);

    /// <summary>Asks for the state of all folders at once. To be used with <see cref="HasListStatus"/> only.</summary>
    /// <returns>The names of the folders that it was told of.</returns>
    Task<IReadOnlyList<string>> ListStatesAsync(StateItems items, CancellationToken cancellationToken);

    /// <summary>The folder of that name, as the server listed it at first; null if it was not among them.</summary>
    Task<ISessionFolder?> FindListedAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// The folder of that name, even if another session has made it only now, in whatever spelling the server lists it: to some, names that differ by
    /// case alone are one. Null if there is none.
    /// </summary>
    Task<ISessionFolder?> FindInAnySpellingAsync(string name, CancellationToken cancellationToken);

    /// <summary>The folder of that name, which is known to be there; null if the server does not list it even after a while.</summary>
    Task<ISessionFolder?> AwaitAsync(string name, CancellationToken cancellationToken);

    /// <summary>The same of a folder without which nothing can be done.</summary>
    /// <exception cref="MailFaultException">The server does not list it even after a while.</exception>
    Task<ISessionFolder> RequireAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes a folder by its full name; null if the server does not list it then.</summary>
    Task<ISessionFolder?> CreateAsync(string path, CancellationToken cancellationToken);

    /// <summary>Notes a folder that has been made.</summary>
    void Add(ISessionFolder folder);

    /// <summary>Has the mailbox's owner subscribe to a folder.</summary>
    Task SubscribeAsync(ISessionFolder folder, CancellationToken cancellationToken);

    /// <summary>Selects a folder. What can only be read at the destination is opened for reading there.</summary>
    /// <exception cref="MailFaultException">It is gone, or may not be read or changed.</exception>
    Task<ISessionFolder> OpenAsync(string name, FolderAccess access, CancellationToken cancellationToken);

    /// <summary>Selects a folder with the messages that have come only now: for writing, unless it is only to be looked at.</summary>
    Task<ISessionFolder> OpenAnewAsync(string name, CancellationToken cancellationToken, FolderAccess access = FolderAccess.ReadWrite);

    /// <summary>Selects a folder for writing, and for reading alone right afterwards, which changes nothing in it.</summary>
    Task<ISessionFolder> SelectOnceAsync(string name, CancellationToken cancellationToken);

    /// <summary>Leaves a folder without changing anything in it, so that it tells its state anew when it is opened.</summary>
    Task CloseAsync(ISessionFolder folder, CancellationToken cancellationToken);

    /// <summary>Asks for the state of a folder.</summary>
    Task AskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken);

    /// <summary>The same, wherever the server has not failed to tell it before.</summary>
    /// <returns>False if it does not tell. The folder is to be selected then: that tells as much.</returns>
    Task<bool> TryAskStateAsync(ISessionFolder folder, StateItems items, CancellationToken cancellationToken);

    /// <summary>Does nothing, so that the server tells what has changed in the selected folder.</summary>
    Task NoOpAsync(CancellationToken cancellationToken);

    /// <summary>Those messages of a range that exist, or that have been received since a date.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Their first and last bound the range.</param>
    /// <param name="since">The server may know days only, in its own time zone: messages of the day before may be among them. Null = any.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    Task<UidSet> SearchAsync(ISessionFolder folder, UidSet uids, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>The UIDs of all messages that the server shows one by one, for one that leaves some out when it searches.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="isOverdue">Whether a server that shows a few at a time has been waited for long enough.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    Task<UidSet> EnumerateAsync(ISessionFolder folder, Func<bool> isOverdue, CancellationToken cancellationToken);

    /// <summary>What the server says about messages; it leaves out those that do not exist.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Which.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <param name="headers">Gets the headers, where the request asks for some.</param>
    Task<IReadOnlyList<MessageDescription>> DescribeAsync(
        ISessionFolder folder, UidSet uids, MessageRequest request, CancellationToken cancellationToken, HeaderIntake? headers = null);

    /// <summary>Fetches whole messages, without marking them as read.</summary>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Which.</param>
    /// <param name="receive">Gets each message, and with it the duty to dispose it.</param>
    /// <param name="isOverdue">Whether no message has got through for longer than is waited for.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    Task FetchAsync(ISessionFolder folder, UidSet uids, Action<uint, MessageContent> receive, Func<bool> isOverdue, CancellationToken cancellationToken);

    /// <summary>Changes flags of messages.</summary>
    /// <param name="folder">Selected for writing.</param>
    /// <param name="uids">Which messages.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    Task StoreAsync(ISessionFolder folder, UidSet uids, FlagChange change, CancellationToken cancellationToken);

    /// <summary>Adds messages to a folder, all of them at once.</summary>
    /// <param name="folder">It need not be selected.</param>
    /// <param name="messages">Not empty, and no more than <see cref="MostAppended"/>. Their contents are not disposed.</param>
    /// <param name="isCautious">Whether each message waits until the server asks for it, so that a refusal costs no connection.</param>
    /// <param name="receipt">Hears of each message that the server says it has stored, before this ends in whatever way.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="MailFaultException">The first message of which the server does not say that it has stored it was refused, or it is not known what became of it.</exception>
    Task AppendAsync(
        ISessionFolder folder, IReadOnlyList<OutgoingMessage> messages, bool isCautious, AppendReceipt receipt, CancellationToken cancellationToken);
}
