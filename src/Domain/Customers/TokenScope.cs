namespace Hosting.Migrations.Domain.Customers;

/// <summary>How much of what its owner may do a token may do. Each holds those before it.</summary>
public enum TokenScope
{
    /// <summary>Look at things, and change none.</summary>
    Read,

    /// <summary>Change migrations, and what belongs to them.</summary>
    Write,

    /// <summary>Look after customers, tokens and the service; for admins.</summary>
    Admin,
}
