using System.Globalization;
using System.Security.Cryptography;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;
using MimeKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// What, besides the moment of its arrival and its size, tells one message from another: its Message-ID, date, sender, recipients and subject, or a hash of its
/// header where it has no Message-ID.
/// </summary>
internal static class MessageIdentity
{
    /// <summary>Asks for whole headers.</summary>
    public static readonly MessageRequest AllHeaders = new(MessageItems.Headers);

    /// <summary>The identities of messages, by UID; those that do not exist are left out.</summary>
    /// <param name="connection">To their server.</param>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Which.</param>
    /// <param name="isOverdue">Whether no message has got through for longer than is waited for.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<Dictionary<uint, string>> ReadAsync(
        IMailSession connection, ISessionFolder folder, UidSet uids, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        var identities = new Dictionary<uint, string>();
        var intake = new HeaderIntake((uid, headers) => identities[uid] = Of(headers), isOverdue);
        await WholeAnswer.ReadHeadersAsync(connection, folder, uids, HeaderKey.Request, intake, cancellationToken);

        // The hash of what was asked for first is not that of a header.
        var nameless = UidSet.Of(identities.Where(identity => !IsNamed(identity.Value)).Select(identity => identity.Key).Order());
        foreach (var uid in nameless.Enumerate())
        {
            identities.Remove(uid);
        }

        await WholeAnswer.ReadHeadersAsync(connection, folder, nameless, AllHeaders, intake, cancellationToken);
        return identities;
    }

    /// <summary>The identity that a message with this header has.</summary>
    public static string Of(HeaderList headers)
    {
        var named = HeaderExtent.Begin(headers.Where(header => header.Id is HeaderId.MessageId or HeaderId.Date)).ToList();
        if (FindMessageId(named) is { } id)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{id}\n{named.Find(header => header.Id == HeaderId.Date)?.Value.Trim()}\n{HeaderKey.Of(headers).ByFields:x}");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var header in HeaderExtent.Begin(headers))
        {
            hash.AppendData(header.RawField);
            hash.AppendData(header.RawValue);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Whether an identity has a Message-ID in it.</summary>
    public static bool IsNamed(string identity) => identity.Contains('\n', StringComparison.Ordinal);

    /// <summary>The Message-ID as it stands in the header; null if there is none.</summary>
    public static string? FindMessageId(IEnumerable<Header> headers) =>
        headers.FirstOrDefault(header => header.Id == HeaderId.MessageId)?.Value.Trim() is { Length: > 0 } id ? id : null;
}
