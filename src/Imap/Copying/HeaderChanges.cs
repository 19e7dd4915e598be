namespace Hosting.Migrations.Imap.Copying;

/// <summary>What a server has made of the header of a message. Names are in small letters; fields that servers change for themselves are left out.</summary>
/// <param name="Added">Fields that only the copy has.</param>
/// <param name="Changed">Fields that the copy has with another value, or not at all, and the mark of the change; null where it has none.</param>
/// <param name="Kept">Fields that both have with the same value.</param>
/// <param name="Bytes">By how much all this lengthens the message.</param>
internal sealed record HeaderChanges(IReadOnlyCollection<string> Added, IReadOnlyDictionary<string, string?> Changed, IReadOnlySet<string> Kept, int Bytes);
