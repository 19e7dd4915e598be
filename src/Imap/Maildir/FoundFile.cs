namespace Hosting.Migrations.Imap.Maildir;

/// <summary>A message's file, as the folder on disk lists it.</summary>
/// <param name="Name">Its name, with the flags.</param>
/// <param name="Part">Where it is: <c>new</c> or <c>cur</c>.</param>
/// <param name="Modified">When it was written last, which Maildir keeps as the time of delivery; in seconds of Unix, null if that can't be
/// told.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct FoundFile(string Name, string Part, long? Modified, long Length);
