using System.Collections.Concurrent;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Imap.Echoes;

/// <summary>
/// Hides the passwords of a copy in what servers say: either server may hand on either of them as a word, a name, a certificate or a message. That is done
/// before a sentence of ours is made of it: a password that is a word of ours would be told by the gap that it leaves. Folders themselves keep their names: at
/// the destination, and in what has been noted of them. Several connections may ask at once.
/// </summary>
/// <param name="logins">Whose passwords.</param>
internal sealed class PasswordScreen(params IReadOnlyList<MailLogin> logins)
{
    /// <summary>What is said in place of a server's words where no more of them is searched.</summary>
    public const string WordsLeftOut = "(its words are left out, since it says more than is searched for passwords)";

    /// <summary>What is said in place of a name where no more of them is searched.</summary>
    public const string NameLeftOut = "(a name that is left out, since there are more than are searched for passwords)";

    /// <summary>How much of names is searched in one copy, in characters: enough for 8,000 folders, each known by one name of usual length.</summary>
    public const int MaxNames = 500_000;

    /// <summary>How much of other words is searched in one copy, in characters.</summary>
    public const int MaxWords = 200_000;

    // Exceptions may hold whole lines of a server.
    private const int MaxFault = 64 * 1024;

    // Of tokens that are learnt the last ones: a server knows no other that would still be of use to anybody.
    private const int MostLearnt = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PasswordEcho> _learnt = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private volatile PasswordEcho[] _echoes = [.. logins.Select(login => new PasswordEcho(login))];
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly SearchBudget _forNames = new(MaxNames);
    private readonly SearchBudget _forWords = new(MaxWords);

    /// <param name="copy">Whose passwords.</param>
    public PasswordScreen(MailboxCopy copy)
        : this(copy.Source.Login, copy.Destination.Login)
    {
    }

    /// <summary>Hides from now on an access token too.</summary>
    /// <param name="login">Holds it as the password.</param>
    public void Learn(MailLogin login)
    {
        lock (_lock)
        {
            if (!_learnt.TryAdd(login.Password.Reveal(), new PasswordEcho(login)))
            {
                return;
            }

            _order.Enqueue(login.Password.Reveal());
            if (_order.Count > MostLearnt)
            {
                _learnt.Remove(_order.Dequeue());
            }

            _echoes = [.. logins.Select(known => new PasswordEcho(known)), .. _learnt.Values];
        }
    }

    /// <summary>A server's words without any password.</summary>
    public string HideInWords(string words) =>
        _forWords.TrySpend(words.Length) ? _echoes.Aggregate(words, (shown, echo) => echo.Hide(shown)) : WordsLeftOut;

    /// <summary>A name that a server tells, as far as it is shown, without any password. A short one stays: it could be any word.</summary>
    public string HideInName(string name)
    {
        var shown = ForeignText.Clean(name, ForeignText.MaxNameLength);
        return _names.TryGetValue(shown, out var known) ? known
            : _forNames.TrySpend(shown.Length) ? _names.GetOrAdd(shown, _echoes.Aggregate(shown, (hidden, echo) => echo.HideLong(hidden)))
            : NameLeftOut;
    }

    /// <summary>
    /// A fault for the log: as it is, unless something that it tells holds a password, or it tells more than anybody reads. What any of its causes says is left
    /// out whole then, since most of such words are a program's own.
    /// </summary>
    public Exception? Hide(Exception? fault) =>
        fault is null || (fault.ToString() is { Length: <= MaxFault } text && HoldsNone(text)) ? fault : new InvalidOperationException(Describe(fault));

    private string Describe(Exception fault)
    {
        var message = fault.Message.Length <= MaxFault && HoldsNone(fault.Message) ? fault.Message : "(what it says is left out, since it may hold a password)";
        var cause = fault.InnerException is { } inner ? $"{Environment.NewLine} ---> {Describe(inner)}" : string.Empty;
        return $"{fault.GetType()}: {message}{cause}{Environment.NewLine}{fault.StackTrace}";
    }

    private bool HoldsNone(string text) => Array.TrueForAll(_echoes, echo => echo.HideLong(text) == text);
}
