using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>
/// A tiny IMAP server on loopback, for what a real one can't be made to do. It serves a small mailbox in memory; the test
/// says only which commands it answers otherwise. It records every command that it gets.
/// </summary>
public sealed class ScriptedImapServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<ScriptedCommand, Task>> _handlers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentQueue<ScriptedCommand> _commands = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly DefaultAnswers _defaults;
    private readonly Task _accepting;

    private ScriptedImapServer()
    {
        _defaults = new DefaultAnswers(this);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public static string Host => "127.0.0.1";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ScriptedMailbox Mailbox { get; } = new();

    public string User { get; set; } = "anna";

    public string Password { get; set; } = "pw";

    public string Greeting { get; set; } = "* OK scripted server ready";

    /// <summary>How many connections to come are turned away with <see cref="Refusal"/>.</summary>
    public int Refusals { get; set; }

    public string Refusal { get; set; } = "* BYE Too many simultaneous connections";

    /// <summary>What CAPABILITY names, separated by spaces. Of what changes answers, UIDPLUS, MULTIAPPEND and LITERAL+ are understood.</summary>
    public string Capabilities { get; set; } = "IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 NAMESPACE UIDPLUS LITERAL+";

    /// <summary>How many messages FETCH, SEARCH and STORE work on, the newest first (RFC 9738); null = all.</summary>
    public int? MessageLimit { get; set; }

    /// <summary>How many messages a command (FETCH, SEARCH) answers for, the first ones, without a word about the others; null = all.</summary>
    public Func<string, int?> CutsSilently { get; set; } = _ => null;

    /// <summary>
    /// Refuses a line that ends in a literal, as <c>BAD invalid flag</c>; null = takes it. As Dovecot does, the server then reads what was sent
    /// behind it as commands.
    /// </summary>
    public Func<string, string?> RefuseBeforeLiteral { get; set; } = _ => null;

    /// <summary>Every command so far, in the order it came, over all connections.</summary>
    public IReadOnlyList<ScriptedCommand> Commands => [.. _commands];

    /// <summary>How many connections there have been.</summary>
    public int Connections => _sessions.Count;

    public ImapAccount Account => new(Host, Port, User, Password);

    public static ScriptedImapServer Start() => new();

    /// <summary>Answers a command (<c>FETCH</c> stands for <c>UID FETCH</c> too) as the test says.</summary>
    public ScriptedImapServer On(string name, Func<ScriptedCommand, Task> answer)
    {
        _handlers[name] = answer;
        return this;
    }

    /// <summary>Answers a command with one tagged line, such as <c>NO [THROTTLED] slow down</c>; the first so many times, then as usual.</summary>
    public ScriptedImapServer On(string name, string answer, int times = int.MaxValue) =>
        On(name, command => command.Number <= times ? command.ReplyAsync(answer) : command.AnswerByDefaultAsync());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    internal bool Offers(string capability) => Capabilities.Split(' ').Contains(capability, StringComparer.OrdinalIgnoreCase);

    internal ScriptedCommand Record(ScriptedSession session, string text, IReadOnlyList<ImapLiteral> literals)
    {
        var command = new ScriptedCommand(session, text, literals, name => _counts.AddOrUpdate(name, 1, (_, count) => count + 1));
        _commands.Enqueue(command);
        return command;
    }

    internal Task AnswerAsync(ScriptedCommand command) =>
        _handlers.TryGetValue(command.Name, out var answer) ? answer(command) : AnswerByDefaultAsync(command);

    internal Task AnswerByDefaultAsync(ScriptedCommand command) => _defaults.AnswerAsync(command);

    /// <returns>False if the client has gone away again.</returns>
    private static bool TryHurry(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                if (!TryHurry(socket))
                {
                    continue;
                }

                var isRefused = Refusals-- > 0;
                _sessions.Add(new ScriptedSession(this, socket, _stop.Token).RunAsync(isRefused ? Refusal : Greeting, isRefused));
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }
}
