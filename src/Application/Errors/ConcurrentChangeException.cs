namespace Hosting.Migrations.Application.Errors;

/// <summary>Somebody else has changed the same thing since it was read, taken it away, or taken a key that was free. Nothing has been stored.</summary>
/// <param name="inner">What the database said; null if it said nothing.</param>
public sealed class ConcurrentChangeException(Exception? inner = null) : Exception("Somebody else has changed the same thing since it was read.", inner);
