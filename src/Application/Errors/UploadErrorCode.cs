namespace Hosting.Migrations.Application.Errors;

/// <summary>The kinds of faults that an upload can have.</summary>
public enum UploadErrorCode
{
    /// <summary>A field of the request beside the file is missing or wrong.</summary>
    Invalid,

    /// <summary>The file is no text: a workbook, an archive, another format.</summary>
    NotCsv,

    /// <summary>The file is in another encoding, or holds what could not be read.</summary>
    Encoding,

    /// <summary>The file has too many bytes, or a field too many characters.</summary>
    TooLarge,

    /// <summary>The file has too many rows, or the customer too much under way.</summary>
    TooMany,

    /// <summary>The file has no row with a mailbox, or a field is empty.</summary>
    Empty,

    /// <summary>The fields are separated by another character.</summary>
    Separator,

    /// <summary>The header is missing, or its names are wrong.</summary>
    Header,

    /// <summary>A line is a comment.</summary>
    Comment,

    /// <summary>A row has another number of fields.</summary>
    FieldCount,

    /// <summary>A quote is not closed, in the wrong place, or typographic.</summary>
    Quote,

    /// <summary>A character is not seen, or not allowed.</summary>
    Character,

    /// <summary>It is no address of a mailbox.</summary>
    Address,

    /// <summary>It is no server, or one at a port that is not allowed.</summary>
    Server,

    /// <summary>The address lies in no domain of the customer.</summary>
    ForeignDomain,

    /// <summary>It names no connection of the customer, or one for another server.</summary>
    Connection,

    /// <summary>The same mailbox is named from the same source already.</summary>
    Duplicate,

    /// <summary>Another row has another password for the same user at the same server.</summary>
    OtherPassword,

    /// <summary>A warning: another mailbox is fed by the same user at the same server.</summary>
    SharedUser,

    /// <summary>More faults were found than are listed.</summary>
    More,
}
