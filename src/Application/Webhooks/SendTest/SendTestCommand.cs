using System.Text.Json;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Webhooks;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.SendTest;

/// <summary>Tells a webhook something now that is no news, to see whether it arrives.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The webhook's name.</param>
[NotAudited("It changes nothing but when what waits is tried next.")]
public sealed record SendTestCommand(Caller Caller, string Id) : IApiRequest, IRequest<WebhookTestDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

/// <summary>What has come of a test.</summary>
/// <param name="Delivered">Whether the receiver has taken it: it has answered with a status from 200 to 299.</param>
/// <param name="Status">The status with which the receiver has answered; null if it has not.</param>
/// <param name="Error">Why it was not delivered; null if it was.</param>
public sealed record WebhookTestDto(bool Delivered, int? Status, string? Error);

internal sealed class SendTestCommandHandler(IWebhookRepository webhooks, WebhookPost post, TimeProvider clock)
    : IRequestHandler<SendTestCommand, WebhookTestDto>
{
    public async Task<WebhookTestDto> Handle(SendTestCommand request, CancellationToken cancellationToken)
    {
        var webhook = (await webhooks.GetForAsync(request.Caller, request.Id, cancellationToken)).Webhook;
        var body = JsonSerializer.Serialize(new
        {
            type = WebhookEvents.Test,
            timestamp = NotificationMoment.Of(clock.GetUtcNow()),
            data = new { webhook = webhook.PublicId },
        });
        var answer = await post.SendAsync(webhook, $"msg_test_{Guid.NewGuid():N}", body, cancellationToken);
        if (answer.Error is null && webhook.FailuresInRow > 0)
        {
            // What waits need wait no longer.
            await webhooks.ForgetFailuresAsync(webhook.Id, cancellationToken);
        }

        return new WebhookTestDto(answer.Error is null, answer.Status, answer.Error);
    }
}
