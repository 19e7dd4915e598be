namespace Hosting.Migrations.Imap.Maildir;

/// <summary>The numbers of a folder's messages.</summary>
/// <param name="UidValidity">Without which they mean nothing.</param>
/// <param name="Next">A bound above all of them.</param>
/// <param name="Uids">They, by what never changes of a message's name.</param>
internal sealed record Numbers(uint UidValidity, uint Next, Dictionary<string, uint> Uids);
