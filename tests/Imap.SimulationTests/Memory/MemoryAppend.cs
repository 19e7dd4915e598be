using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>One APPEND on its way.</summary>
/// <param name="messages">What it brings along.</param>
/// <param name="first">The position of the first of them among all that are added at once.</param>
internal sealed class MemoryAppend(IReadOnlyList<OutgoingMessage> messages, int first)
{
    private readonly List<byte[]> _bytes = [.. messages.Select(BytesOf)];
    private readonly List<AppendedUid> _places = [];

    /// <summary>The bytes of its messages.</summary>
    public IReadOnlyList<byte[]> Contents => _bytes;

    /// <summary>What it does where it arrives.</summary>
    public Action Effect { get; private set; } = () => { };

    /// <summary>Why it did nothing; null if it did.</summary>
    public MailFaultException? Refusal { get; private set; }

    /// <summary>Says what it does where it arrives.</summary>
    public Action ArriveBy(Func<MailFaultException?> append) => Effect = () => Refusal = append();

    /// <summary>Stores its messages.</summary>
    public void Store(Func<OutgoingMessage, byte[], AppendedUid> store) => _places.AddRange(messages.Zip(_bytes, store));

    /// <summary>Tells the client what has been stored.</summary>
    public void Confirm(AppendReceipt receipt, bool withPlaces)
    {
        for (var index = 0; Refusal is null && index < messages.Count; index++)
        {
            receipt.Store(first + index, withPlaces ? _places[index] : null);
        }
    }

    private static byte[] BytesOf(OutgoingMessage message)
    {
        using var whole = new MemoryStream();
        foreach (var part in message.Content.Parts())
        {
            whole.Write(part.Span);
        }

        return whole.ToArray();
    }
}
