using System.Security.Cryptography;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Connections;
using MailKit;
using MimeKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>What, besides the moment of its arrival and its size, tells one message from another: its Message-ID and date, or a hash of its header where it has no Message-ID.</summary>
internal static class MessageIdentity
{
    /// <summary>Asks for whole headers.</summary>
    public static readonly FetchRequest AllHeaders = new(MessageSummaryItems.UniqueId | MessageSummaryItems.Headers);

    private static readonly FetchRequest IdOnly = new(MessageSummaryItems.UniqueId, [HeaderId.MessageId, HeaderId.Date]);

    /// <summary>The identities of messages, by UID; those that do not exist are left out.</summary>
    public static async Task<Dictionary<uint, string>> ReadAsync(
        MailConnection connection, IMailFolder folder, UidSet uids, CancellationToken cancellationToken)
    {
        var identities = new Dictionary<uint, string>();
        var nameless = new UidSet();
        foreach (var message in await WholeAnswer.DescribeAsync(connection, folder, uids, IdOnly, cancellationToken))
        {
            if (message.Headers is { } headers && FindMessageId(headers) is not null)
            {
                identities[message.UniqueId.Id] = Of(headers);
            }
            else
            {
                nameless.Add(message.UniqueId.Id);
            }
        }

        if (!nameless.IsEmpty)
        {
            foreach (var message in await WholeAnswer.DescribeAsync(connection, folder, nameless, AllHeaders, cancellationToken))
            {
                identities[message.UniqueId.Id] = Of(message.Headers ?? []);
            }
        }

        return identities;
    }

    /// <summary>The identity that a message with this header has.</summary>
    public static string Of(HeaderList headers)
    {
        if (FindMessageId(headers) is { } id)
        {
            return $"{id}\n{headers[HeaderId.Date]?.Trim()}";
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var header in headers)
        {
            hash.AppendData(header.RawField);
            hash.AppendData(header.RawValue);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Whether an identity has a Message-ID in it.</summary>
    public static bool IsNamed(string identity) => identity.Contains('\n', StringComparison.Ordinal);

    /// <summary>The Message-ID as it stands in the header; null if there is none.</summary>
    public static string? FindMessageId(HeaderList? headers) => headers?[HeaderId.MessageId] is { } id && id.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
