namespace Hosting.Migrations.Imap.Copying;

/// <summary>Of which pairs of a message and what may be its copy the words are compared. That costs as much as to copy them.</summary>
internal enum WordCheck
{
    /// <summary>Of all.</summary>
    Always,

    /// <summary>Of those that a Message-ID, their date and their size do not make certain.</summary>
    InDoubt,

    /// <summary>Of those only whose header or size has been changed.</summary>
    WhereChanged,
}
