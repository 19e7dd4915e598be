namespace Hosting.Migrations.Imap.Locks;

/// <summary>One key of a mailbox.</summary>
/// <param name="Name">The key.</param>
/// <param name="IsOfSeveral">Whether other mailboxes have it too, which do not keep one another out.</param>
internal readonly record struct LockKey(string Name, bool IsOfSeveral);
