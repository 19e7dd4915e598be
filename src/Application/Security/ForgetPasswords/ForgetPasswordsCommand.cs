using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Security.ForgetPasswords;

/// <summary>Erases the passwords that can't be opened with the keys of this process, since theirs are lost: else no process would be ready.</summary>
/// <param name="IsMeant">Whether to erase them; otherwise they are only counted.</param>
public sealed record ForgetPasswordsCommand(bool IsMeant) : IRequest<ForgottenPasswords>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.ForgetPasswords;
}

/// <summary>Passwords that can't be opened.</summary>
/// <param name="Count">How many there are, or were.</param>
/// <param name="Of">How many passwords there were in all.</param>
/// <param name="Migrations">The codes of their migrations, in order.</param>
public sealed record ForgottenPasswords(int Count, int Of, IReadOnlyList<string> Migrations);

internal sealed class ForgetPasswordsCommandHandler(IWorkRepository work, IResourceRepository resources, IAuditTrail trail, ISecretSealer sealer)
    : IRequestHandler<ForgetPasswordsCommand, ForgottenPasswords>
{
    private const int Page = 1000;

    public async Task<ForgottenPasswords> Handle(ForgetPasswordsCommand request, CancellationToken cancellationToken)
    {
        var (count, all, after, migrations) = (0, 0, 0L, new SortedSet<string>(StringComparer.Ordinal));
        while (await work.ListPasswordsAsync(after, Page, cancellationToken) is { Count: > 0 } page)
        {
            var lost = page.Where(password => !IsOpen(password.Sealed)).ToList();
            if (request.IsMeant && lost.Count > 0)
            {
                trail.Note(new AuditNote(AuditObject.Database)
                {
                    After = new Dictionary<string, object?>
                    {
                        ["passwords_erased"] = lost.Count,
                        ["migrations"] = lost.Select(password => password.MigrationCode).Distinct().Order(StringComparer.Ordinal).ToList(),
                    },
                });
                await resources.ErasePasswordsAsync([.. lost.Select(password => password.ResourceId)], cancellationToken);
            }

            migrations.UnionWith(lost.Select(password => password.MigrationCode));
            (count, all, after) = (count + lost.Count, all + page.Count, page[^1].ResourceId);
        }

        return new ForgottenPasswords(count, all, [.. migrations]);
    }

    private bool IsOpen(string password)
    {
        try
        {
            sealer.Unseal(password);
            return true;
        }
        catch (SealBrokenException)
        {
            return false;
        }
    }
}
