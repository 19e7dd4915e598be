using Hosting.Migrations.Application.Errors;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Finds where a mailbox that belongs to no migration is copied to.</summary>
internal sealed class ConfiguredDestination(IOptions<DestinationOptions> configured)
{
    /// <summary>The mailbox that a request names, in full or at the configured destination.</summary>
    /// <exception cref="RequestInvalidException">No destination is configured, or it may not be named so.</exception>
    public MailAccount FindFor(IMailboxRequest request) => request.Destination ?? Find(request.LocalEmail!);

    private MailAccount Find(string email)
    {
        try
        {
            return configured.Value.FindAccount(email) ?? throw Invalid("must be imaps://USER@HOST[:PORT], since no destination is configured");
        }
        catch (AddressRefusedException refusal)
        {
            throw Invalid(refusal.Fault);
        }
    }

    private static RequestInvalidException Invalid(string problem) => new([new FieldError("destination", problem)]);
}
