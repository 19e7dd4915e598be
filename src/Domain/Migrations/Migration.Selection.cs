using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Domain.Migrations;

/// <content>Which mail is copied.</content>
public sealed partial class Migration
{
    /// <summary>Which folders are copied, and where they go; null = all, under their own names.</summary>
    public FolderSelection? Folders { get; private set; }

    /// <summary>Only messages received before this moment are copied; null = all.</summary>
    public DateTimeOffset? ReceivedBefore { get; private set; }

    /// <summary>The largest message that is copied, in bytes; null = any.</summary>
    public long? SizeLimit { get; private set; }

    /// <summary>Which mail is copied, but for the lower date.</summary>
    public MailSelection Selection => new(Folders ?? FolderSelection.All, ReceivedBefore, SizeLimit);

    /// <summary>Whether another choice can be made now.</summary>
    public bool CanSelectMail => !IsCancelled && MigrationLifeCycle.Allows(State, MigrationTransition.SelectMail);

    /// <summary>Chooses other mail. What has been copied stays.</summary>
    /// <param name="selection">What is copied from now on.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">An execution is under way, or the migration has ended.</exception>
    /// <exception cref="ArgumentException">A limit breaks its rule.</exception>
    public void SelectMail(MailSelection selection, DateTimeOffset now)
    {
        if (selection == Selection)
        {
            return;
        }

        CheckMove(moves: true, MigrationTransition.SelectMail);
        selection.EnsureValid(FromDate);
        Choose(selection);
        Touch(now);
    }

    private void Choose(MailSelection selection) => (Folders, ReceivedBefore, SizeLimit) =
        (selection.Folders == FolderSelection.All ? null : selection.Folders, selection.ReceivedBefore?.ToUniversalTime(), selection.SizeLimit);
}
