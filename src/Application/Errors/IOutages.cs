namespace Hosting.Migrations.Application.Errors;

/// <summary>Tells faults that pass by themselves, such as a database that is away for a moment, from all others.</summary>
public interface IOutages
{
    /// <summary>Whether the same may succeed a little later, without anybody's doing anything about the request.</summary>
    /// <param name="fault">What went wrong.</param>
    bool IsOutage(Exception fault);
}
