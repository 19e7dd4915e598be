namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Why a run failed.</summary>
/// <param name="Fault">The reason, from a closed set.</param>
/// <param name="Reason">A sentence for an operator; never holds a password.</param>
public sealed record RunError(CopyFault Fault, string Reason);
