using System.Buffers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Imap.Faults;

namespace Hosting.Migrations.Infrastructure.Imap.Messages;

/// <summary>The bytes of one message: a pooled buffer, or a temporary file once they are many.</summary>
internal sealed class MessageContent : IDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly int _spillAbove;
    private byte[] _buffer;
    private int _buffered;
    private FileStream? _file;

    /// <param name="expected">How many bytes are announced.</param>
    /// <param name="spillAbove">With how many they go to a file.</param>
    public MessageContent(int expected, int spillAbove)
    {
        _spillAbove = spillAbove;
        _buffer = expected > spillAbove ? [] : ArrayPool<byte>.Shared.Rent(Math.Max(expected, 1));
        _file = expected > spillAbove ? OpenFile() : null;
    }

    public long Length => _file?.Length ?? _buffered;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_file is null && _buffered + bytes.Length > _spillAbove)
        {
            Spill();
        }

        if (_file is not null)
        {
            WriteToFile(bytes);
            return;
        }

        if (_buffered + bytes.Length > _buffer.Length)
        {
            Replace(ArrayPool<byte>.Shared.Rent(Math.Max(_buffered + bytes.Length, _buffer.Length * 2)));
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    /// <summary>Writes everything to a stream; may be repeated.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            await target.WriteAsync(_buffer.AsMemory(0, _buffered), cancellationToken);
            return;
        }

        _file.Position = 0;
        await _file.CopyToAsync(target, ChunkSize, cancellationToken);
    }

    /// <summary>The header with the empty line behind it; everything if there is none.</summary>
    public byte[] ReadHeader(int max)
    {
        var head = _buffer.AsSpan(0, Math.Min(_buffered, max)).ToArray();
        if (_file is not null)
        {
            head = new byte[Math.Min(_file.Length, max)];
            _file.Position = 0;
            _file.ReadExactly(head);
        }

        var end = head.AsSpan().IndexOf("\r\n\r\n"u8);
        return end < 0 ? head : head[..(end + 4)];
    }

    public void Dispose()
    {
        Replace([]);
        _file?.Dispose();
    }

    private static FileStream OpenFile()
    {
        try
        {
            var path = Path.Combine(Path.GetTempPath(), $"hosting-migrations-{Guid.NewGuid():N}.tmp");
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                BufferSize = ChunkSize,
                Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            };
            if (OperatingSystem.IsWindows())
            {
                return new FileStream(path, options);
            }

            // Someone else's mail is not left behind, even if the process is killed: without a name the file ends with the process.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(path, options);
            File.Delete(path);
            return file;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Full(fault);
        }
    }

    private void Spill()
    {
        _file = OpenFile();
        WriteToFile(_buffer.AsSpan(0, _buffered));
        Replace([]);
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file!.Write(bytes);
        }
        catch (IOException fault)
        {
            throw Full(fault);
        }
    }

    private void Replace(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            _buffer.AsSpan(0, _buffered).CopyTo(buffer);
        }
        else
        {
            _buffered = 0;
        }

        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = buffer;
    }

    private static MailFaultException Full(Exception fault) =>
        new(CopyFault.Internal, $"a large message could not be kept in a temporary file: {fault.Message}", isTransient: true, fault);
}
