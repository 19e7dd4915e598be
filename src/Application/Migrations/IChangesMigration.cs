namespace Hosting.Migrations.Application.Migrations;

/// <summary>A request that changes a migration, which workers and other callers may change at the same time.</summary>
internal interface IChangesMigration : IRetriedWhenOvertaken;
