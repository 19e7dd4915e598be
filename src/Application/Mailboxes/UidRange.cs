namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>All UIDs from one to another.</summary>
/// <param name="First">The least.</param>
/// <param name="Last">The greatest.</param>
public readonly record struct UidRange(uint First, uint Last) : IUidRange;
