using System.Security.Cryptography;
using Hosting.Migrations.Imap.Sessions;
using MimeKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A quick way to find the message that another may be a copy of, whatever a server has done to its header. What is found has still to be compared.</summary>
/// <param name="ById">Stands for the Message-ID; null if there is none.</param>
/// <param name="ByFields">Stands for date, sender, recipients and subject, of which only what no server replaces counts.</param>
/// <param name="ByDate">Stands for the date alone; null if there is none.</param>
internal readonly record struct HeaderKey(ulong? ById, ulong ByFields, ulong? ByDate)
{
    /// <summary>Asks for what a key is made of.</summary>
    public static readonly MessageRequest Request = new(
        MessageItems.None, ["Message-ID", "Date", "From", "To", "Subject"]);

    private static readonly HeaderId[] Fields = [HeaderId.Date, HeaderId.From, HeaderId.To, HeaderId.Subject];

    public static HeaderKey Of(HeaderList headers)
    {
        var asked = HeaderExtent.Begin(headers.Where(header => header.Id == HeaderId.MessageId || Fields.Contains(header.Id))).ToList();
        return new HeaderKey(
            MessageIdentity.FindMessageId(asked) is null ? null : Hash(asked, [HeaderId.MessageId]),
            Hash(asked, Fields),
            asked.Exists(header => header.Id == HeaderId.Date) ? Hash(asked, [HeaderId.Date]) : null);
    }

    /// <summary>All of it that there is.</summary>
    public IEnumerable<ulong> Parts => new[] { ById, ByFields, ByDate }.OfType<ulong>().Distinct();

    private static ulong Hash(List<Header> headers, HeaderId[] fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in fields)
        {
            hash.AppendData([(byte)fields.Length]);
            if (headers.Find(header => header.Id == field) is { } first)
            {
                hash.AppendData(HeaderField.Loosen(first.RawValue));
            }
        }

        return BitConverter.ToUInt64(hash.GetHashAndReset());
    }
}
