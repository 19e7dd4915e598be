using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Locks;
using Hosting.Migrations.Imap.Messages;
using Microsoft.Win32.SafeHandles;
using MimeKit;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>Reads the file of one message, in parts, as it would be sent in IMAP.</summary>
/// <param name="folder">The folder on disk.</param>
/// <param name="file">The file.</param>
internal sealed class MessageFile(string folder, FoundFile file)
{
    private const int PartLength = 64 * 1024;

    // No mail program makes one of that size. What is compared of a header lies at its beginning.
    private const int LongestHeader = 16 * 1024 * 1024;

    private string Path => System.IO.Path.Combine(folder, file.Part, file.Name);

    /// <summary>How many bytes it would have.</summary>
    /// <exception cref="FileNotFoundException">It is not there under that name.</exception>
    /// <exception cref="MailFaultException">It can't be read.</exception>
    public async Task<uint> MeasureAsync(CancellationToken cancellationToken)
    {
        if (file.Length > int.MaxValue)
        {
            // It is refused when it is fetched.
            return (uint)Math.Min(file.Length, uint.MaxValue);
        }

        var length = 0L;
        await ReadAsync(
            part =>
            {
                length += part.Length;
                return true;
            },
            cancellationToken);
        return (uint)length;
    }

    /// <summary>Its header; empty if it has none that can be read.</summary>
    /// <inheritdoc cref="MeasureAsync"/>
    public async Task<HeaderList> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        using var header = new MemoryStream();
        await ReadAsync(part => TryAddHeader(header, part), cancellationToken);
        header.Position = 0;
        try
        {
            return await HeaderList.LoadAsync(header, cancellationToken);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>All of it.</summary>
    /// <param name="spillAbove">From how many bytes on it lies on disk.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <inheritdoc cref="MeasureAsync"/>
    public async Task<MessageContent> FetchAsync(int spillAbove, CancellationToken cancellationToken)
    {
        if (file.Length > int.MaxValue)
        {
            throw MaildirFaults.TooLarge(Path, file.Length);
        }

        var content = new MessageContent((int)file.Length, spillAbove);
        try
        {
            await ReadAsync(
                part =>
                {
                    content.Write(part);
                    return content.Length <= int.MaxValue ? true : throw MaildirFaults.TooLarge(Path, content.Length);
                },
                cancellationToken);
            content.Complete();
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private static bool TryAddHeader(MemoryStream header, ReadOnlySpan<byte> part)
    {
        var before = (int)header.Length;
        header.Write(part);
        var from = Math.Max(0, before - 3);
        var end = header.GetBuffer().AsSpan(from, (int)header.Length - from).IndexOf("\r\n\r\n"u8);
        if (end >= 0)
        {
            header.SetLength(from + end + 4);
        }

        return end < 0 && header.Length < LongestHeader;
    }

    private async Task ReadAsync(PartTaker take, CancellationToken cancellationToken)
    {
        try
        {
            using var handle = Open();
            var (lines, read) = (new CrlfLines(), new byte[PartLength]);
            var converted = new byte[CrlfLines.RoomFor(PartLength)];
            var at = 0L;
            while (await RandomAccess.ReadAsync(handle, read, at, cancellationToken) is > 0 and var count)
            {
                at += count;
                if (!take(converted.AsSpan(0, lines.Convert(read.AsSpan(0, count), converted))))
                {
                    return;
                }
            }
        }
        catch (Exception fault) when (fault is (IOException and not FileNotFoundException) or UnauthorizedAccessException)
        {
            throw MaildirFaults.Of($"read {Path}", fault);
        }
    }

    private SafeFileHandle Open()
    {
        if (!SystemCalls.IsFile(Path))
        {
            throw File.Exists(Path) || Directory.Exists(Path) || new FileInfo(Path).LinkTarget is not null
                ? MaildirFaults.NoFile(Path)
                : new FileNotFoundException(message: null, Path);
        }

        var handle = SystemCalls.Open(Path);
        try
        {
            ShouldBeWithin(handle);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // A folder above may have become a link since it was looked at. Where the system does not tell, nothing is known against it.
    private void ShouldBeWithin(SafeFileHandle handle)
    {
        var place = OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget : null;
        if (place is not null && !place.StartsWith(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw MaildirFaults.LeadsOut(Path);
        }
    }

    private delegate bool PartTaker(ReadOnlySpan<byte> part);
}
