namespace Hosting.Migrations.Application.Migrations;

/// <summary>What a customer has under way.</summary>
/// <param name="Migrations">Migrations that have not ended.</param>
/// <param name="Mailboxes">Their mailboxes, together.</param>
public readonly record struct CustomerLoad(int Migrations, long Mailboxes);
