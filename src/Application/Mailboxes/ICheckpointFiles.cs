namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Finds the checkpoints of mailboxes that belong to no migration.</summary>
public interface ICheckpointFiles
{
    /// <summary>The checkpoints of a mailbox in a file. Only one program at a time can use it.</summary>
    /// <param name="path">The file, made when the first checkpoint is kept; null = one for the mailbox, in the user's data folder.</param>
    /// <param name="mailbox">Which mailbox is copied where, by which the file is known again.</param>
    /// <exception cref="Errors.RequestInvalidException">The file is in use, can't be read, or belongs to another mailbox.</exception>
    ICheckpointStore Open(string? path, string mailbox);
}
