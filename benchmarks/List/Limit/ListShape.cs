namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>What decides the text of the statements.</summary>
/// <param name="Scope">Whose migrations are listed.</param>
/// <param name="HasStatus">Whether they are narrowed by status.</param>
/// <param name="Search">How they are narrowed by a search.</param>
/// <param name="KeysFirst">Whether so much is skipped, or sorted, that reading ids first pays.</param>
internal readonly record struct ListShape(Scope Scope, bool HasStatus, SearchWay Search, bool KeysFirst);
