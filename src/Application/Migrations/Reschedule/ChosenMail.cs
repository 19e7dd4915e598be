using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Application.Migrations.Reschedule;

/// <summary>The mail that is chosen after a request.</summary>
internal static class ChosenMail
{
    /// <summary>What is chosen; what the request leaves out stays.</summary>
    public static MailSelection Of(Migration migration, RescheduleMigrationCommand request) => new(
        request.Folders?.ToSelection() ?? migration.Selection.Folders,
        request.ChangesReceivedBefore ? SelectionFaults.ReadMoment(request.ReceivedBefore) : migration.ReceivedBefore,
        request.ChangesSizeLimit ? request.SizeLimit : migration.SizeLimit);

    /// <summary>What is wrong with it.</summary>
    public static IEnumerable<FieldError> Refuse(Migration migration, MailSelection selection, RescheduleMigrationCommand request)
    {
        if (selection.ReceivedBefore <= migration.FromDate && request.ChangesReceivedBefore)
        {
            yield return new FieldError(SelectionFaults.ReceivedBefore, SelectionFaults.NotAfterFromDate);
        }

        if (migration.CanSelectMail)
        {
            yield break;
        }

        var why = migration.Status == MigrationStatus.Running && !migration.IsCancelled ? "can't be changed while an execution is under way" : Refusals.OfMove(migration);
        var kept = migration.Selection;
        (string Field, bool Changes)[] fields =
        [
            (SelectionFaults.Folders, selection.Folders != kept.Folders),
            (SelectionFaults.ReceivedBefore, selection.ReceivedBefore != kept.ReceivedBefore),
            (SelectionFaults.SizeLimit, selection.SizeLimit != kept.SizeLimit),
        ];
        foreach (var (field, _) in fields.Where(field => field.Changes))
        {
            yield return new FieldError(field, why);
        }
    }
}
