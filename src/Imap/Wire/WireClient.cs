using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Runs commands over one connection. It does one thing at a time; several commands may be under way at once, if they are begun together. After a failure other
/// than a refusal the connection is closed.
/// </summary>
internal sealed class WireClient : IDisposable
{
    private readonly CommandFlight _flight = new();
    private readonly LiteralPolicy _literals;
    private readonly ResponseReader _reader;
    private readonly IListener _listener;
    private Stream _connection;
    private OutputBuffer _output;
    private InputBuffer _input;
    private int _number;
    private bool _isRefused;
    private string _challenge = string.Empty;

    /// <param name="connection">It is closed with the client.</param>
    /// <param name="forms">What the server has taken before messages; null = it gets none.</param>
    /// <param name="listener">Hears of what is no answer to a command.</param>
    public WireClient(Stream connection, LiteralForms? forms, IListener listener)
    {
        (_connection, _literals, _listener) = (connection, new LiteralPolicy(forms), listener);
        _output = new OutputBuffer(connection);
        _input = new InputBuffer(connection, _output);
        _reader = new ResponseReader(_input, _flight, listener);
    }

    /// <summary>What the server has said last that it can do; null if it has not.</summary>
    public Capabilities? Capabilities { get; private set; }

    public bool IsConnected { get; private set; } = true;

    /// <summary>Whether every message waits until the server asks for it.</summary>
    public bool IsCautious
    {
        set => _literals.IsCautious = value;
    }

    /// <summary>Bytes of messages that were asked for and have come.</summary>
    public long Received => _reader.Received;

    /// <summary>Whether the last command was refused in a way after which server and client may no longer agree on where a command begins.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>How the last command was answered; null as long as it has not been.</summary>
    public Answer? LastAnswer { get; private set; }

    /// <summary>What the server has said since the last command was begun, if it was a refusal or a farewell, such as <c>NO [OVERQUOTA] Quota exceeded</c>.</summary>
    public string? LastRefusal { get; private set; }

    /// <summary>Reads the greeting.</summary>
    /// <param name="told">What has been read of the server already; empty = nothing.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="WireException">It is none.</exception>
    /// <exception cref="ClosedException">The server turns us away.</exception>
    public Task GreetAsync(ReadOnlyMemory<byte> told, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        _input.Add(told.Span);
        await _reader.ReadGreetingAsync(cancellationToken);
        Hear();
        return LastRefusal is null ? true : throw new ClosedException();
    });

    /// <summary>Whether what the server can do is still to be asked.</summary>
    public bool MayDoOtherThings { get; private set; } = true;

    /// <summary>Notes that the server may be able to do other things from now on, unless it tells so by itself.</summary>
    public void DoubtCapabilities() => MayDoOtherThings = true;

    /// <summary>Runs a command.</summary>
    /// <exception cref="RefusedException">The server refuses it.</exception>
    /// <exception cref="WireException">The server breaks the rules.</exception>
    public async Task<Answer> RunAsync(WireCommand command, CancellationToken cancellationToken)
    {
        await RunAllAsync([command], cancellationToken);
        return command.Answer!.IsOk ? command.Answer : throw new RefusedException(command.Answer);
    }

    /// <summary>Runs commands, each of which is sent before those before it have been answered. Each gets its answer.</summary>
    /// <exception cref="WireException">The server breaks the rules.</exception>
    public Task RunAllAsync(IReadOnlyList<WireCommand> commands, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        Begin(commands.Sum(command => command.Query?.Count ?? 0));
        foreach (var command in commands)
        {
            await SendAsync(command, cancellationToken);
        }

        await _output.FlushAsync(cancellationToken);
        while (!_flight.IsEmpty)
        {
            await ReadAsync(cancellationToken);
        }

        return true;
    });

    /// <summary>Runs a command in which the server asks for further lines.</summary>
    /// <param name="command">It is a conversation.</param>
    /// <param name="respond">Answers what the server has said.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="RefusedException">The server refuses it.</exception>
    public async Task<Answer> ConverseAsync(WireCommand command, Func<string, string> respond, CancellationToken cancellationToken)
    {
        await GuardAsync(async () =>
        {
            Begin(0);
            await SendAsync(command, cancellationToken);
            await _output.FlushAsync(cancellationToken);
            for (var lines = 0; !_flight.IsEmpty;)
            {
                if (await ReadAsync(cancellationToken) != ResponseKind.Continuation)
                {
                    continue;
                }

                if (++lines > WireLimits.Challenges)
                {
                    throw new WireException($"asked for more than {WireLimits.Challenges} lines to log in");
                }

                await _output.WriteAsync(Encoding.ASCII.GetBytes($"{respond(_challenge)}\r\n"), cancellationToken);
                await _output.FlushAsync(cancellationToken);
            }

            return true;
        });
        return command.Answer!.IsOk ? command.Answer : throw new RefusedException(command.Answer);
    }

    /// <summary>Compresses all that follows (RFC 4978). To be called once the server has agreed to it.</summary>
    /// <exception cref="WireException">The server has gone on without.</exception>
    public void Compress()
    {
        if (!_input.IsEmpty)
        {
            throw new WireException("sent something that no command explains");
        }

        _connection = new DeflatedStream(_connection);
        _output = new OutputBuffer(_connection);
        _input = new InputBuffer(_connection, _output);
        _reader.ReadFrom(_input);
    }

    public void Dispose()
    {
        IsConnected = false;
        _reader.Drop();
        _connection.Dispose();
    }

    private void Begin(long asked)
    {
        (IsInDoubt, LastAnswer, LastRefusal, _isRefused) = (false, null, null, false);
        _flight.Clear();
        _reader.Begin(asked);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> run)
    {
        ObjectDisposedException.ThrowIf(!IsConnected, this);
        try
        {
            return await run();
        }
        catch
        {
            // Nobody knows what would come next.
            Dispose();
            throw;
        }
    }

    private async Task SendAsync(WireCommand command, CancellationToken cancellationToken)
    {
        command.Tag = string.Create(CultureInfo.InvariantCulture, $"A{++_number:00000000}");
        _flight.Add(command);
        await _output.WriteAsync(Encoding.ASCII.GetBytes($"{command.Tag} "), cancellationToken);
        var sent = 0;
        foreach (var (end, literal) in command.Literals)
        {
            await _output.WriteAsync(command.Text[sent..end], cancellationToken);
            sent = end;
            if (!await SendAsync(command, literal, cancellationToken))
            {
                return;
            }
        }

        await _output.WriteAsync(command.Text[sent..], cancellationToken);
        await _output.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
        command.IsSent = true;
    }

    /// <returns>False if the server has answered the command before it has got the literal.</returns>
    private async Task<bool> SendAsync(WireCommand command, OutgoingLiteral literal, CancellationToken cancellationToken)
    {
        var isUnasked = _literals.GoesUnasked(command, literal);
        await _output.WriteAsync(Encoding.ASCII.GetBytes($"{{{literal.Length}{(isUnasked ? "+" : string.Empty)}}}\r\n"), cancellationToken);
        command.HasUnaskedLiteral |= isUnasked;
        if (!isUnasked && !await AskAsync(command, literal, cancellationToken))
        {
            return false;
        }

        foreach (var part in literal.Parts)
        {
            await _output.WriteAsync(part, cancellationToken);
        }

        command.IsAsked = false;
        return true;
    }

    // An answer that has come before the literal leaves is no answer to it.
    private async Task<bool> AskAsync(WireCommand command, OutgoingLiteral literal, CancellationToken cancellationToken)
    {
        command.Awaited = literal;
        while ((command.Awaited is not null || !_input.IsEmpty) && command.Answer is null)
        {
            await ReadAsync(cancellationToken);
        }

        return command.Answer is null;
    }

    private async ValueTask<ResponseKind> ReadAsync(CancellationToken cancellationToken)
    {
        var kind = await _reader.ReadAsync(cancellationToken);
        switch (kind)
        {
            case ResponseKind.Plain:
                Hear();
                break;
            case ResponseKind.Continuation:
                GoOn();
                break;
            case ResponseKind.Tagged:
                End(_flight.Take(_reader.Text, out var answer), answer);
                break;
        }

        return kind;
    }

    private void GoOn()
    {
        _challenge = Encoding.Latin1.GetString(_reader.Text[1..]).Trim();
        if (_flight.FindAwaiting() is { Awaited: { } literal } command)
        {
            (command.Awaited, command.IsAsked) = (null, true);
            _literals.Asked(literal);
        }
    }

    private void End(WireCommand command, Answer answer)
    {
        (command.Answer, LastAnswer) = (answer, answer);
        if (!answer.IsOk && !_isRefused)
        {
            // Of several, the first tells what went wrong.
            (LastRefusal, _isRefused) = (answer.Words, true);
        }

        var isInDoubt = answer.Outcome == "BAD" || (answer.Outcome == "NO" && (command.HasUnaskedLiteral || command.IsAsked));
        IsInDoubt |= isInDoubt;
        if (isInDoubt && command.Name == "APPEND")
        {
            _literals.Refused();
        }

        if (answer.Code is { Name: "CAPABILITY" } code)
        {
            Know(Capabilities.Read(code.Rest));
        }
    }

    private void Hear()
    {
        var text = _reader.Text;
        if (!text.StartsWith("* "u8))
        {
            return;
        }

        text = text[2..];
        var space = text.IndexOfAny(" \r\n"u8);
        var name = text[..Math.Max(0, space)];
        var rest = text[Math.Max(0, space)..].TrimStart((byte)' ');
        if (Is(name, "CAPABILITY"u8))
        {
            Know(Capabilities.Read(rest));
        }
        else if (Is(name, "OK"u8) || Is(name, "NO"u8) || Is(name, "BAD"u8) || Is(name, "BYE"u8))
        {
            LastRefusal = Is(name, "OK"u8) ? LastRefusal : Encoding.UTF8.GetString(text).Trim();
            HearCode(ResponseCode.Read(rest));
        }
        else if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            HearNumber(number, rest);
        }
    }

    private void HearCode(ResponseCode? code)
    {
        if (code is { Name: "CAPABILITY" })
        {
            Know(Capabilities.Read(code.Rest));
        }
        else if (code is not null)
        {
            _listener.Told(code);
        }
    }

    private void HearNumber(int number, ReadOnlySpan<byte> name)
    {
        var end = name.IndexOfAny(" \r\n"u8);
        name = name[..Math.Max(0, end)];
        if (Is(name, "EXISTS"u8))
        {
            _listener.Holds(number);
        }
        else if (Is(name, "EXPUNGE"u8))
        {
            _listener.Lost();
        }
    }

    private void Know(Capabilities capabilities)
    {
        (Capabilities, MayDoOtherThings) = (capabilities, false);
        _literals.Offers(capabilities.Has("LITERAL+"), capabilities.Has("LITERAL-"));
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(word, name);
}
