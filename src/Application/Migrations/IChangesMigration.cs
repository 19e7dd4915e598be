namespace Hosting.Migrations.Application.Migrations;

/// <summary>
/// A request that changes a migration, which workers and other callers may change at the same time. Its handler can be run anew from the
/// start when somebody else was faster.
/// </summary>
internal interface IChangesMigration;
