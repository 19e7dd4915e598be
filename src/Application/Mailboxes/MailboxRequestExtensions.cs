namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>What follows from the mailboxes that a request names.</summary>
internal static class MailboxRequestExtensions
{
    /// <summary>What earlier copies of the same mailbox have done.</summary>
    public static ICheckpointStore OpenFor(this ICheckpointFiles files, IMailboxRequest request, MailAccount destination) =>
        files.Open(request.State, $"{Describe(request.Source)} -> {Describe(destination)}");

    /// <summary>The copy that is asked for.</summary>
    public static MailboxCopy ToCopy(this IMailboxRequest request, MailAccount destination, ICheckpointStore checkpoints) =>
        new(request.Source, destination, checkpoints, SourceProfile.For(request.Preset).Rules, request.FromDate, IsSourceTrusted: true) { Selection = request.Selection };

    private static string Describe(MailAccount account) => account.Maildir is { } path ? $"maildir:{path}" : $"{account.Login.User}@{account.Server}";
}
