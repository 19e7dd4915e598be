using System.Buffers;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Stands between the mail library and a connection: <see cref="ResponseGuard"/> looks at what comes, <see cref="OutgoingGate"/> at what
/// leaves. It does one thing at a time, and nothing synchronously.
/// </summary>
/// <param name="connection">It is closed with the stream.</param>
/// <param name="forms">What the server has taken before messages; null = it gets none.</param>
/// <param name="greeting">A greeting that has been read already; empty = it is still to come.</param>
internal sealed class WireStream(Stream connection, LiteralForms? forms, ReadOnlyMemory<byte> greeting = default) : Stream
{
    private const int BufferSize = 32 * 1024;

    // Room for what is put into a line.
    private const int Spare = 32;

    private static readonly byte[] GoOn = "+ go on\r\n"u8.ToArray();

    private readonly OutgoingGate _gate = new(forms);
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly byte[] _arrived = Fill(greeting);
    private ResponseGuard? _guard;
    private Stream _connection = connection;
    private int _from;
    private int _passed;
    private int _to = greeting.Length;
    private int _own;
    private int _toldFolders;
    private ReadOnlyMemory<byte> _goOn;
    private Task<int> _lastRead = Task.FromResult(0);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether every message waits until the server asks for it.</summary>
    public bool IsCautious
    {
        get => _gate.IsCautious;
        set => _gate.IsCautious = value;
    }

    /// <summary>Bytes of messages that were asked for and have come.</summary>
    public long Received => Guard.Received;

    /// <summary>Whether the last command was refused in a way after which server and client may no longer agree on where a command begins.</summary>
    public bool IsInDoubt => Guard.IsInDoubt;

    /// <summary>Takes how many folders have been listed since the last time in a way that can't be read.</summary>
    public int TakeUnreadFolders()
    {
        var unread = Guard.UnreadFolders - _toldFolders;
        _toldFolders += unread;
        return unread;
    }

    /// <summary>Takes the names that have been listed since the last time, and that the library can't tell from others.</summary>
    public IReadOnlyList<(string Name, string Other)> TakeRespellings() => Guard.TakeRespellings();

    private ResponseGuard Guard => _guard ??= new ResponseGuard(_gate);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _from < _passed ? new ValueTask<int>(Take(buffer.Span)) : WaitAndTakeAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var reading = ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
        if (!reading.IsCompletedSuccessfully)
        {
            return reading.AsTask();
        }

        // Nearly every read is as long as the one before.
        var length = reading.Result;
        return _lastRead.Result == length ? _lastRead : _lastRead = Task.FromResult(length);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_gate.LiteralLeft > 0)
            {
                var bytes = buffer[..(int)Math.Min(buffer.Length, _gate.LiteralLeft)];
                _gate.Passed(bytes.Length);
                buffer = buffer[bytes.Length..];
                await _connection.WriteAsync(bytes, cancellationToken);
                continue;
            }

            var end = buffer.Span.IndexOf((byte)'\n') + 1;
            _line.Write(buffer.Span[..(end > 0 ? end : buffer.Length)]);
            buffer = buffer[(end > 0 ? end : buffer.Length)..];
            if (end > 0)
            {
                await SendLineAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Runs a command of which only the outcome matters. To be called while the library has none under way.</summary>
    /// <param name="command">Without tag and end of line.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether the server has done it.</returns>
    public async Task<bool> TryRunAsync(string command, CancellationToken cancellationToken)
    {
        await WriteAsync(Encoding.ASCII.GetBytes($"W{++_own} {command}\r\n"), cancellationToken);
        var unread = new byte[1024];
        while (_gate.Command is not null || _from < _passed)
        {
            if (await ReadAsync(unread, cancellationToken) == 0)
            {
                throw new IOException("the connection was closed");
            }
        }

        return Guard.LastAnswer == "OK";
    }

    /// <summary>Compresses all that follows (RFC 4978), if the server does.</summary>
    public async Task CompressAsync(CancellationToken cancellationToken)
    {
        if (await TryRunAsync("COMPRESS DEFLATE", cancellationToken))
        {
            _connection = new DeflatedStream(_connection);
        }
    }

    // MailKit flushes after each message, though it expects no answer before the last.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // What is written leaves with the next wait for an answer.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Fill(ReadOnlyMemory<byte> greeting)
    {
        var buffer = new byte[BufferSize + Spare];
        greeting.CopyTo(buffer);
        return buffer;
    }

    private async ValueTask SendLineAsync(CancellationToken cancellationToken)
    {
        var changed = _gate.Look(_line.WrittenSpan);
        await _connection.WriteAsync(changed ?? _line.WrittenMemory, cancellationToken);
        _line.ResetWrittenCount();
        if (changed is not null)
        {
            _goOn = GoOn;
        }
    }

    // Whole lines where they fit: what looks at a value in them has to see all of it, wherever the library's buffer ends.
    private int Take(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _passed - _from);
        if (taken < _passed - _from && _arrived.AsSpan(_from, taken).LastIndexOf((byte)'\n') is >= 0 and var end)
        {
            taken = end + 1;
        }

        _arrived.AsSpan(_from, taken).CopyTo(buffer);
        _from += taken;
        return taken;
    }

    private async ValueTask<int> WaitAndTakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The library waits until it is told to go on; the server is not asked, and says nothing.
            if (_goOn.Length > 0 && Guard.IsAtStart)
            {
                var told = Math.Min(buffer.Length, _goOn.Length);
                _goOn[..told].CopyTo(buffer);
                _goOn = _goOn[told..];
                return told;
            }

            Pass();
            if (_from < _passed)
            {
                return Take(buffer.Span);
            }

            if (_from == _to && Guard.LiteralLeft > 0 && !Guard.IsDropping)
            {
                var read = await _connection.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Guard.LiteralLeft)], cancellationToken);
                Guard.PassLiteral(buffer.Span[..read]);
                return read;
            }

            if (!await FillAsync(cancellationToken))
            {
                return 0;
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _arrived.AsSpan(_from, _to - _from).CopyTo(_arrived);
        (_from, _passed, _to) = (0, 0, _to - _from);
        var read = await _connection.ReadAsync(_arrived.AsMemory(_to, BufferSize - _to), cancellationToken);
        _to += read;
        return read > 0;
    }

    /// <summary>Lets pass what is whole: lines, pieces of lines longer than the buffer, and literals.</summary>
    private void Pass()
    {
        while (_passed < _to)
        {
            var rest = _arrived.AsSpan(_passed, _to - _passed);
            if (Guard.LiteralLeft > 0)
            {
                var literal = (int)Math.Min(rest.Length, Guard.LiteralLeft);
                var isDropped = Guard.IsDropping;
                Guard.PassLiteral(rest[..literal]);
                PassOn(isDropped ? Verdict.Drop : Verdict.Pass, literal);
                continue;
            }

            var end = rest.IndexOf((byte)'\n') + 1;
            if (end == 0 && rest.Length < BufferSize)
            {
                return;
            }

            var length = end > 0 ? end : rest.Length;
            var verdict = Guard.Look(rest, isAll: rest.Length >= BufferSize, ref length);
            if (verdict == Verdict.Wait)
            {
                return;
            }

            PassOn(verdict, length);
            if (_goOn.Length > 0 && Guard.IsAtStart)
            {
                return;
            }
        }
    }

    private void PassOn(Verdict verdict, int length)
    {
        if (verdict == Verdict.Drop)
        {
            _arrived.AsSpan(_passed + length, _to - _passed - length).CopyTo(_arrived.AsSpan(_passed));
            _to -= length;
            return;
        }

        if (Guard.TakeAddition() is var (at, text))
        {
            var begin = _passed + at;
            _arrived.AsSpan(begin, _to - begin).CopyTo(_arrived.AsSpan(begin + text.Length));
            text.CopyTo(_arrived.AsSpan(begin));
            length += text.Length;
            _to += text.Length;
        }

        _passed += length;
    }
}
