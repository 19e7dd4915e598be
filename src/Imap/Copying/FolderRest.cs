namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// What became of the messages of a folder that have not been counted one by one. With those that were copied, recognised or failed by
/// themselves they make up what the source holds.
/// </summary>
/// <param name="AlreadyThere">Copied by an earlier run, and still at the source.</param>
/// <param name="LeftOut">Not to be copied: by their date or size, or since another folder shows them too.</param>
/// <param name="Failed">Not looked at, since the folder could not be read or made.</param>
/// <param name="Missing">Said to be there, and neither copied nor failed.</param>
/// <param name="Unexpected">How many more there are in all than was expected; less than 0 if some were deleted meanwhile.</param>
internal sealed record FolderRest(long AlreadyThere = 0, long LeftOut = 0, long Failed = 0, long Missing = 0, long Unexpected = 0);
