using FluentValidation;

namespace Hosting.Migrations.Application.Mailboxes.Copy;

internal sealed class CopyMailboxValidator : AbstractValidator<CopyMailboxCommand>
{
    public CopyMailboxValidator()
    {
        RuleFor(command => command.Source).Must(HasHost).WithMessage("must name a host").OverridePropertyName("source");
        RuleFor(command => command.Source).Must(HasUser).WithMessage("must name a user, such as imaps://ann@imap.example.net").OverridePropertyName("source");
        RuleFor(command => command.Destination).Must(HasHost).WithMessage("must name a host").OverridePropertyName("destination");
        RuleFor(command => command.Destination).Must(HasUser).WithMessage("must name a user, such as imaps://ann@imap.example.net").OverridePropertyName("destination");
        RuleFor(command => command.Destination)
            .Must((command, destination) => destination.Server != command.Source.Server || destination.Login.User != command.Source.Login.User)
            .WithMessage("must be another mailbox than the source")
            .OverridePropertyName("destination");
    }

    private static bool HasHost(MailAccount account) => Uri.CheckHostName(account.Server.Host) != UriHostNameType.Unknown && account.Server.Port is >= 1 and <= 65535;

    private static bool HasUser(MailAccount account) => account.Login.User.Length > 0;
}
