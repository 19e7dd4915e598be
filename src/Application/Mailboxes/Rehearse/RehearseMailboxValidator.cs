namespace Hosting.Migrations.Application.Mailboxes.Rehearse;

internal sealed class RehearseMailboxValidator : MailboxRequestValidator<RehearseMailboxQuery>;
