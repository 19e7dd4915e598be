using System.Net;
using System.Text;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>Files as people have them, which can mean one thing only.</summary>
[NonParallelizable]
public sealed class UploadsThatAreReadTests : UploadFixture
{
    private const string Row = "a1@example.com;imap.old.example;a1;pw";
    private const string Mailbox = "a1@example.com|imap.old.example|a1|pw";
    private const string CommaRow = "a1@example.com,imap.old.example,a1,pw";
    private const string Nbsp = "\u00A0";

    private static readonly TestCaseData[] Files =
    [
        Case("plain", Row),
        Case("a separator at the end of each line", $"{Row};\nb1@example.com;imap.old.example;b1;pw;\n", "b1@example.com|imap.old.example|b1|pw"),
        Case("several separators at the end of some", $"{Row};;;\nb1@example.com;imap.old.example;b1;pw\n", "b1@example.com|imap.old.example|b1|pw"),
        Case("blanks in the columns that are empty", $"{Row}; ;{Nbsp}"),
        Case("an empty column at the beginning", $";{Row}\n;b1@example.com;imap.old.example;b1;pw", "b1@example.com|imap.old.example|b1|pw"),
        Case("an empty column within", "a1@example.com;;imap.old.example;a1;pw"),
        Case("header and rows with an empty fifth column", $"{Header};\n{Row};"),
        Case("header alone with an empty fifth column", $"{Header};;\n{Row}"),
        Case("rows alone with an empty fifth column", $"{Header}\n{Row};;"),
        Case("a named column that is empty throughout", $"{Header};notes\n{Row};\n"),
        Case("an unnamed column within that is empty throughout", "local_email;;remote_server;remote_username;remote_password\na1@example.com;;imap.old.example;a1;pw"),
        Case("a template with the columns of both kinds", $"{Header};masteruser;masteruser_password\n{Row};;"),
        Case("blanks and capitals in the header", $" Local_Email ; Remote_Server ;REMOTE_USERNAME{Nbsp};\tRemote_Password\n{Row}"),
        Case("a header in quotes and another order", "\"remote_password\";\"remote_username\";\"local_email\";\"remote_server\"\npw;a1;a1@example.com;imap.old.example"),
        Case("a header separated by commas", $"{Header.Replace(';', ',')}\n{CommaRow}"),
        Case("a header separated by tabs", $"{Header.Replace(';', '\t')}\n{Row.Replace(';', '\t')}"),
        Case("a header separated by bars", $"{Header.Replace(';', '|')}\n{Row.Replace(';', '|')}"),
        Case("a header of masters separated by commas", $"{MasterHeader.Replace(';', ',')}\na1@example.com,imap.old.example,a1,boss,\"p,w\"", first: "a1@example.com|imap.old.example|a1|boss|p,w"),
        Case("sep=, with a header", $"sep=,\n{Header.Replace(';', ',')}\n{CommaRow}"),
        Case("sep=, without a header", $"sep=,\r\n{CommaRow}"),
        Case("SEP=; in quotes", $"\"SEP=;\"\n{Row}"),
        Case("sep= as Excel saves it again", $"sep=;;;;\n{Header};\n{Row};"),
        Case("sep=tab", $"sep=\t\n{Row.Replace(';', '\t')}"),
        Case("sep=\\t", $"sep=\\t\n{Row.Replace(';', '\t')}"),
        Case("sep=; and a mark before it", $"\uFEFFsep=;\n{Header}\n{Row}"),
        Case("rows of empty fields", $";;;\n{Row}\n;;;\n \n; ;{Nbsp};\n\"\";\"\"\n"),
        Case("rows of empty fields before a header", $";;;\n{Header}\n;;;\n{Row}\n"),
        Case("rows of commas", $"{Header.Replace(';', ',')}\n,,,\n{CommaRow}\n,,,"),
        Case("blanks around all but the password", $" a1@example.com{Nbsp};\timap.old.example {Nbsp}; a1 ;pw"),
        Case("wide blanks and line breaks around", "\u3000a1@example.com\u2003;\"imap.old.example\n\";\u202Fa1\u00A0;pw"),
        Case("a password with blanks at its ends", "a1@example.com;imap.old.example;a1; p w\u00A0", first: "a1@example.com|imap.old.example|a1| p w\u00A0"),
        Case("a password with all that needs quotes", "a1@example.com;imap.old.example;a1;\"p;\"\"w\\=\"", first: "a1@example.com|imap.old.example|a1|p;\"w\\="),
        Case("a password in typographic quotes", "a1@example.com;imap.old.example;a1;“pw”", first: "a1@example.com|imap.old.example|a1|“pw”"),
        Case("a password of 1,000 bytes", $"a1@example.com;imap.old.example;a1;{new string('=', 1000)}", first: $"a1@example.com|imap.old.example|a1|{new string('=', 1000)}"),
        Case("marks where files were joined", $"\uFEFF{Row}\r\n\uFEFFb1@example.com;imap.old.example;b1;pw\n\uFEFF\n", "b1@example.com|imap.old.example|b1|pw"),
        Case("files with headers that were joined", $"\uFEFF{Header}\n{Row}\n\uFEFF{Header.ToUpperInvariant()}\nb1@example.com;imap.old.example;b1;pw", "b1@example.com|imap.old.example|b1|pw"),
        Case("old Macintosh line ends", $"{Header}\r{Row}\r"),
        Case("a domain in its own script", "a1@münchen.example;imap.old.example;a1;pw", first: "a1@xn--mnchen-3ya.example|imap.old.example|a1|pw"),
        Case("a domain with a dot behind it", "a1@example.com.;imap.old.example;a1;pw"),
        Case("a domain with a wide dot", "a1@example。com;imap.old.example;a1;pw"),
        Case("a password like a comment in the first column", "remote_password;remote_username;remote_server;local_email\n#w;a1;imap.old.example;a1@example.com", first: "a1@example.com|imap.old.example|a1|#w"),
        Case("a user with a quote inside", "a1@example.com;imap.old.example;o’brien;pw", first: "a1@example.com|imap.old.example|o’brien|pw"),
    ];

    private static readonly TestCaseData[] Encodings =
    [
        new TestCaseData(Encoding.Unicode).SetArgDisplayNames("UTF-16LE"),
        new TestCaseData(Encoding.BigEndianUnicode).SetArgDisplayNames("UTF-16BE"),
        new TestCaseData(Encoding.UTF32).SetArgDisplayNames("UTF-32LE"),
        new TestCaseData(Encoding.UTF8).SetArgDisplayNames("UTF-8"),
    ];

    [TestCaseSource(nameof(Files))]
    public async Task Post_WhenTheFileCanMeanOneThingOnly_ShouldReadIt(string file, string[] mailboxes)
    {
        using var response = await PostAsync(file);

        Assert.That(await MailboxesAsync(response), Is.EqualTo(mailboxes));
        Assert.That((await response.JsonAsync()).Select(property => property.Key), Is.EqualTo(new[] { "message", "resource_code" }));
    }

    [TestCaseSource(nameof(Encodings))]
    public async Task Post_WhenTheFileBeginsWithAMark_ShouldReadItInThatEncoding(Encoding encoding)
    {
        byte[] file = [.. encoding.Preamble, .. encoding.GetBytes("a1@münchen.example;imap.old.example;ä;pä\n")];

        using var response = await PostFormAsync(file, ("execute_now", "true"), ("csv_file_size", $"{file.Length}"));

        Assert.That(await MailboxesAsync(response), Is.EqualTo(new[] { "a1@xn--mnchen-3ya.example|imap.old.example|ä|pä" }));
    }

    [Test]
    public async Task Post_WhenOneUserFeedsTwoMailboxes_ShouldTakeItWithAWarning()
    {
        using var response = await PostAsync($"{Row}\nb1@example.com;IMAP.old.example:143;A1;pw\nc1@example.com;imap.old.example;c1;pw");

        var body = await response.JsonAsync();
        Assert.That(await MailboxesAsync(response), Has.Count.EqualTo(3));
        Assert.That(
            body["warnings"]!.AsArray().Select(warning => Line(warning!, "csv_file_content")),
            Is.EqualTo(new[] { "shared_user 2 remote_username: row 2, remote_username: is the same user at the same server as in row 1: both mailboxes will get the same mail" }));
    }

    [Test]
    public async Task Add_WhenOneUserFeedsTwoMailboxes_ShouldTakeItWithAWarning()
    {
        using var created = await PostAsync(Row);
        var code = (await created.JsonAsync())["resource_code"]!.ToString();

        using var response = await Customer.PostAsync(
            $"/api/migrations/{code}/resources", OperationsHost.Json("""{"csv_file_content":"x@example.com;h;x;p\ny@example.com;h;x;p"}"""));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await response.JsonAsync())["warnings"]![0]!["code"]!.ToString(), Is.EqualTo("shared_user"));
    }

    private static TestCaseData Case(string name, string file, string? second = null, string first = Mailbox) =>
        new TestCaseData(file, second is null ? new[] { first } : [first, second]).SetArgDisplayNames(name);
}
