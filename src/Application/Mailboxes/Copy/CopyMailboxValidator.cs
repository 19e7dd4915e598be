namespace Hosting.Migrations.Application.Mailboxes.Copy;

internal sealed class CopyMailboxValidator : MailboxRequestValidator<CopyMailboxCommand>;
