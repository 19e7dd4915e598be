using FluentValidation;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>The rules for mailboxes that belong to no migration.</summary>
internal abstract class MailboxRequestValidator<TRequest> : AbstractValidator<TRequest>
    where TRequest : IMailboxRequest
{
    private const string Example = "such as imaps://ann@imap.example.net";

    protected MailboxRequestValidator()
    {
        RuleFor(command => command.Source)
            .Must(source => source.Maildir is not null || IsMailbox(source))
            .WithMessage($"must name a user and a host, {Example}");
        RuleFor(command => command.Destination)
            .Must(destination => destination?.Maildir is null)
            .WithMessage($"must be a mailbox on a server, {Example}: a maildir is only read");
        RuleFor(command => command.Destination)
            .Must(destination => destination is null || destination.Maildir is not null || IsMailbox(destination))
            .WithMessage($"must name a user and a host, {Example}");
        RuleFor(command => command.Destination)
            .Must((command, destination) => destination is null || !IsSame(destination, command.Source))
            .WithMessage("must be another mailbox than the source");
        RuleFor(command => command.LocalEmail)
            .Must((command, email) => command.Destination is not null || !string.IsNullOrWhiteSpace(email))
            .WithMessage($"must name a mailbox, {Example}")
            .OverridePropertyName("destination");
        RuleFor(command => command.Selection)
            .Must((command, selection) => !(selection.ReceivedBefore <= command.FromDate))
            .WithMessage("--before must be later than --from-date: nothing would be copied")
            .OverridePropertyName("before");
    }

    private static bool IsMailbox(MailAccount account) =>
        account.Login.User.Length > 0 && Uri.CheckHostName(account.Server.Host) != UriHostNameType.Unknown;

    private static bool IsSame(MailAccount one, MailAccount other) => one.Maildir is null && other.Maildir is null
        && (one.Server.Host, one.Server.Port, one.Login.User) == (other.Server.Host, other.Server.Port, other.Login.User);
}
