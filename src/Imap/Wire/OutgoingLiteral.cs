namespace Hosting.Migrations.Imap.Wire;

/// <summary>Bytes that leave as a literal (RFC 3501, section 4.3).</summary>
/// <param name="Length">How many there are.</param>
/// <param name="Parts">The bytes, part by part; each is read once before the next is asked for.</param>
/// <param name="Flags">The flags in the line before it, where it is a message, and what else there a server may stumble over; null if it is none.</param>
internal sealed record OutgoingLiteral(long Length, IEnumerable<ReadOnlyMemory<byte>> Parts, IReadOnlyList<string>? Flags);
