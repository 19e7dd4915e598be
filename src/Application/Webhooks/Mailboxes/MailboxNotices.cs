using System.Text.Json;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks.Mailboxes;

/// <summary>
/// Begins to tell those who want to know that a run of a mailbox has ended; stored with the end of the run itself, by <see cref="IUnitOfWork"/>.
/// </summary>
internal sealed class MailboxNotices(IWebhookRepository webhooks, TimeProvider clock)
{
    /// <summary>Notes an end.</summary>
    /// <param name="resource">The mailbox.</param>
    /// <param name="run">The run, which is over.</param>
    /// <param name="cancellationToken">Ends the look-up early.</param>
    public async Task AddAsync(MigrationResource resource, Run run, CancellationToken cancellationToken)
    {
        var kind = run.Status == RunStatus.Success ? WebhookEvents.MailboxSucceeded : WebhookEvents.MailboxFailed;
        if (await webhooks.FindAudienceAsync(resource.MigrationId, kind, cancellationToken) is not { } audience)
        {
            return;
        }

        var body = BodyOf(kind, resource, run, audience.Owner);
        foreach (var webhookId in audience.WebhookIds)
        {
            webhooks.Add(new WebhookDelivery(webhookId, audience.LatestEventId, kind, body, clock.GetUtcNow()));
        }
    }

    // Why in a word: the sentence may hold what a server has said.
    private string BodyOf(string kind, MigrationResource resource, Run run, string owner) => JsonSerializer.Serialize(new
    {
        type = kind,
        timestamp = NotificationMoment.Of(run.FinishedAt ?? clock.GetUtcNow()),
        data = new
        {
            code = resource.Code[..MigrationCode.Length],
            owner,
            resource = resource.Code,
            local_email = resource.LocalEmail,
            run = EnumText<MigrationStep>.ToText(run.Step),
            status = EnumText<RunStatus>.ToText(run.Status),
            error = run.Fault is { } fault ? EnumText<CopyFault>.ToText(fault) : null,
        },
    });
}
