using System.Globalization;

namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>What Dovecot 2.3 offers, less what the options take away and with what they add.</summary>
internal static class DovecotCapabilities
{
    private const string All =
        "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT MULTIAPPEND "
        + "URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN "
        + "CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE "
        + "COMPRESS=DEFLATE QUOTA";

    public static string Of(DovecotOptions options)
    {
        var limit = options.MaxMailSize is { } size ? string.Create(CultureInfo.InvariantCulture, $" APPENDLIMIT={size}") : string.Empty;
        return string.Join(' ', All.Split(' ').Except(options.Without, StringComparer.OrdinalIgnoreCase).Concat(options.With)) + limit;
    }
}
