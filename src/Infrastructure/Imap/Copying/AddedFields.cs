namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>What a server has added to the header of a message.</summary>
/// <param name="Names">The fields' names in small letters, sorted; those that it changes for itself are left out.</param>
/// <param name="Bytes">By how much they lengthen the message.</param>
internal sealed record AddedFields(IReadOnlyList<string> Names, int Bytes);
