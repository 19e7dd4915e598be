namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>What decides the text of the statements.</summary>
/// <param name="Scope">Whose migrations are listed.</param>
/// <param name="HasStatus">Whether they are narrowed by status.</param>
/// <param name="HasSearch">Whether they are narrowed by a search.</param>
/// <param name="IsDeep">Whether so much is skipped that reading ids from the index alone pays.</param>
internal readonly record struct ListShape(Scope Scope, bool HasStatus, bool HasSearch, bool IsDeep);
