namespace Hosting.Migrations.Application.Errors;

/// <summary>Tells faults that pass by themselves, such as a database that is away for a moment, from all others.</summary>
public interface IOutages
{
    /// <summary>What keeps the database from serving, where the same may succeed a little later without anybody's doing anything about the request; null where that is not so.</summary>
    /// <param name="fault">What went wrong.</param>
    string? FindReason(Exception fault);
}
