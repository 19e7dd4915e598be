using System.Security.Cryptography;
using MailKit;
using MimeKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A quick way to find the message that another may be a copy of, whatever a server has done to its header. What is found has still to be compared.</summary>
/// <param name="ById">Stands for the Message-ID; null if there is none.</param>
/// <param name="ByFields">Stands for date, sender, recipients and subject, of which only what no server replaces counts.</param>
/// <param name="ByDate">Stands for the date alone; null if there is none.</param>
internal readonly record struct HeaderKey(ulong? ById, ulong ByFields, ulong? ByDate)
{
    /// <summary>Asks for what a key is made of.</summary>
    public static readonly FetchRequest Request = new(
        MessageSummaryItems.UniqueId, [HeaderId.MessageId, HeaderId.Date, HeaderId.From, HeaderId.To, HeaderId.Subject]);

    private static readonly HeaderId[] Fields = [HeaderId.Date, HeaderId.From, HeaderId.To, HeaderId.Subject];

    public static HeaderKey Of(HeaderList headers) => new(
        MessageIdentity.FindMessageId(headers) is null ? null : Hash(headers, [HeaderId.MessageId]),
        Hash(headers, Fields),
        headers.Contains(HeaderId.Date) ? Hash(headers, [HeaderId.Date]) : null);

    /// <summary>All of it that there is.</summary>
    public IEnumerable<ulong> Parts => new[] { ById, ByFields, ByDate }.OfType<ulong>().Distinct();

    private static ulong Hash(HeaderList headers, HeaderId[] fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in fields)
        {
            hash.AppendData([(byte)fields.Length]);
            if (headers.IndexOf(field) is >= 0 and var at)
            {
                hash.AppendData(HeaderField.Loosen(headers[at].RawValue));
            }
        }

        return BitConverter.ToUInt64(hash.GetHashAndReset());
    }
}
