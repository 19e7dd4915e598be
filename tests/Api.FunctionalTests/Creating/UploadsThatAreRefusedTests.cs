using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>Files that could mean two things or nothing, and the words that help.</summary>
[NonParallelizable]
public sealed class UploadsThatAreRefusedTests : UploadFixture
{
    private const string Row = "a1@example.com;imap.old.example;a1;pw";
    private const string Names = "local_email;remote_server;remote_username;remote_password or local_email;remote_server;remote_username;masteruser;masteruser_password";
    private const string NotSeen = ", a character that is not seen";
    private const string AsHost = "must be a host name or IP address without scheme or path";
    private const string Comment = "is a comment, which the file must not have; take the line out";
    private const string Special = "before the '@': mail servers could read another mailbox, or more than a name, out of it";
    private const string Quotes = "leave them out, or put \" in their place";

    private static readonly TestCaseData[] Files =
    [
        Case("an unquoted separator in a password", "a1@example.com;imap.old.example;a1;pa;ss", "field_count 1 : row 1: must have 4 fields, not 5; quote a field that holds ';', or begin the file with a header if a master user logs in"),
        Case("the same among others", $"{Row}\nb1@example.com;imap.old.example;b1;pa;ss\n", "field_count 2 : row 2: must have 4 fields, not 5; quote a field that holds ';', or begin the file with a header if a master user logs in"),
        Case("the same below a header", $"{Header};\nb1@example.com;imap.old.example;b1;pa;ss\n", "field_count 2 : row 2: must have 4 fields, not 5; quote a field that holds ';'"),
        Case("a password that begins with a separator", "a1@example.com;imap.old.example;a1;;ss", "field_count 1 : row 1: must have 4 fields, not 5; quote a field that holds ';', or begin the file with a header if a master user logs in"),
        Case("commas without a header", "a1@example.com,imap.old.example,a1,p;w", "separator 1 : row 1: fields must be separated by ';', not by ',', unless a header comes first: local_email;remote_server;remote_username;remote_password"),
        Case("an unquoted comma in a password", $"{Header.Replace(';', ',')}\na1@example.com,imap.old.example,a1,p,w", "field_count 2 : row 2: must have 4 fields, not 5; quote a field that holds ','"),
        Case("sep= and a mailbox in one line", $"sep=;{Row}\nb1@example.com;imap.old.example;b1;pw", "separator 1 : row 1: names the separator and goes on; begin the first mailbox on a line of its own"),
        Case("sep= with a letter", $"sep=x\n{Row}", "separator 1 : row 1: names another separator than ';', ',', tab or '|'"),
        Case("a translated header", $"E-Mail;Server;Benutzer;Passwort\n{Row}", $"header 1 : row 1: has no mail address; if it is a header, its names must be {Names}"),
        Case("a translated header in another order", "Server;Benutzer;Passwort;E-Mail\nimap.old.example;a1;pw;a1@example.com", $"header 1 : row 1: has no mail address; if it is a header, its names must be {Names}"),
        Case("a translated header with faults below", "local_email;Serveur;Utilisateur;Mot de passe\na1@example.com;imap://x;a1;pw", $"header 1 : row 1: has no mail address; if it is a header, its names must be {Names}", $"server 2 remote_server: row 2, remote_server: {AsHost}"),
        Case("a header that lacks a name", "local_email;remote_server;remote_username;password\n" + Row, "header 1 : row 1: column 4 of the header has another name than local_email;remote_server;remote_username;remote_password", "header 1 : row 1: column remote_password is missing in the header"),
        Case("a header with a column too many, and faults below", $"{Header};notes\n{Row};hello\nb1@example.com;http://x;b1;pw;", "header 1 : row 1: column 5 of the header has another name than local_email;remote_server;remote_username;remote_password", $"server 3 remote_server: row 3, remote_server: {AsHost}"),
        Case("a header that comes late", $"{Row}\n{Header}", "header 2 : row 2: is a header, which must come first"),
        Case("another header that comes late", $"{Header}\n{Row}\nremote_server;local_email;remote_username;remote_password", "header 3 : row 3: is another header than that in row 1"),
        Case("comments", $"# our mailboxes\n{Header}\n{Row}\n // end", $"comment 1 : row 1: {Comment}", $"comment 4 : row 4: {Comment}"),
        Case("nothing but a comment", "#local_email", $"comment 1 : row 1: {Comment}"),
        Case("nothing but empty fields", ";;;\n\n;;;", "empty  : has no row with a mailbox"),
        Case("U+200B in the address", "a\u200B1@example.com;imap.old.example;a1;pw", $"character 1 local_email: row 1, local_email: must not contain U+200B{NotSeen}"),
        Case("U+200F in the server", "a1@example.com;imap.\u200Fold.example;a1;pw", $"character 1 remote_server: row 1, remote_server: must not contain U+200F{NotSeen}"),
        Case("U+202E in the user", "a1@example.com;imap.old.example;a\u202E1;pw", $"character 1 remote_username: row 1, remote_username: must not contain U+202E{NotSeen}"),
        Case("U+FEFF within a line", "a1@example.com;imap.old.example;\uFEFFa1;pw", $"character 1 remote_username: row 1, remote_username: must not contain U+FEFF{NotSeen}"),
        Case("U+FEFF in a password", "a1@example.com;imap.old.example;a1;pw\uFEFF", "character 1 remote_password: row 1, remote_password: must not contain U+FEFF, with which a file begins: were two files joined?"),
        Case("U+00AD in a master", $"{MasterHeader}\na1@example.com;imap.old.example;a1;bo\u00ADss;pw", $"character 2 masteruser: row 2, masteruser: must not contain U+00AD{NotSeen}"),
        Case("a scheme in the address", "mailto:a1@example.com;imap.old.example;a1;pw", $"address 1 local_email: row 1, local_email: must not contain U+003A {Special}"),
        Case("a wildcard", "*@example.com;imap.old.example;a1;pw", $"address 1 local_email: row 1, local_email: must not contain U+002A {Special}"),
        Case("a path", "../b@example.com;imap.old.example;a1;pw", $"address 1 local_email: row 1, local_email: must not contain U+002F {Special}"),
        Case("two addresses", "a1,b@example.com;imap.old.example;a1;pw", $"address 1 local_email: row 1, local_email: must not contain U+002C {Special}"),
        Case("a dot before the @", "a1.@example.com;imap.old.example;a1;pw", "address 1 local_email: row 1, local_email: must not begin or end with a dot before the '@', or have two in a row there"),
        Case("a local part of 65 characters", $"{new string('a', 65)}@example.com;imap.old.example;a1;pw", "address 1 local_email: row 1, local_email: must have at most 64 bytes before the '@'"),
        Case("a master's name in the address", "victim*master@example.com;imap.old.example;a1;pw", $"address 1 local_email: row 1, local_email: must not contain U+002A {Special}"),
        Case("the same mailbox at the same effective port", $"{Row}\nA1@Example.com;IMAP.old.example:143;A1;pw", "duplicate 2 : row 2: is the same mailbox from the same source as in row 1"),
        Case("one user with several passwords", $"{Row}\nb1@example.com;imap.old.example:143;a1;two\nc1@example.com;imap.old.example;A1;three", "other_password 2 remote_password: row 2, remote_password: is another password for the same user at the same server than that in row 1", "other_password 3 remote_password: row 3, remote_password: is another password for the same user at the same server than that in row 1"),
        Case("typographic quotes around all", "“a1@example.com”;„imap.old.example“;«a1»;“pw”", $"quote 1 local_email: row 1, local_email: must not have typographic quotes (U+201C); {Quotes}", $"quote 1 remote_server: row 1, remote_server: must not have typographic quotes (U+201E); {Quotes}", $"quote 1 remote_username: row 1, remote_username: must not have typographic quotes (U+00AB); {Quotes}"),
        Case("typographic quotes around a separator", "a1@example.com;imap.old.example;a1;“p;w”", "field_count 1 : row 1: must have 4 fields, not 5; typographic quotes do not count, put \" in their place"),
        Case("a blank before a quote", "a1@example.com;imap.old.example;a1; \"p;w\"", "quote 1 : row 1: has a blank before a quote; a field in quotes begins with its quote"),
        Case("a scheme in the server", "a1@example.com;imaps://imap.old.example;a1;pw", $"server 1 remote_server: row 1, remote_server: {AsHost}"),
        Case("a workbook", "PK\u0003\u0004\u0014\0", "not_csv  : is an Excel workbook, or another packed file; save it as CSV UTF-8"),
        Case("a workbook in Base64", "UEsDBBQABgAIAAAAIQ", "not_csv  : is an Excel workbook in Base64; save it as CSV UTF-8, and send the text itself"),
        Case("a table in HTML", "\uFEFF\n<!DOCTYPE html><table>", "not_csv  : is HTML or XML; save it as CSV UTF-8"),
        Case("faults of all kinds", "a@other.example;imap.old.example;a;pw\nb@example.com;imap.old.example;b\nc@example.com;imap.old.example;c;pw\nc@example.com;imap.old.example;c;pw\nd@other.example;http://x;;", "foreign_domain 1 local_email: row 1, local_email: is not in a domain of customer C1", "field_count 2 : row 2: must have 4 fields, not 3", "duplicate 4 : row 4: is the same mailbox from the same source as in row 3", "foreign_domain 5 local_email: row 5, local_email: is not in a domain of customer C1", $"server 5 remote_server: row 5, remote_server: {AsHost}", "empty 5 remote_username: row 5, remote_username: is empty", "empty 5 remote_password: row 5, remote_password: is empty"),
    ];

    [TestCaseSource(nameof(Files))]
    public async Task Post_WhenTheFileIsWrong_ShouldSayWhatAndWhere(string file, string[] faults)
    {
        using var response = await PostAsync(file);

        Assert.That(await FaultsAsync(response), Is.EqualTo(faults));
    }

    [TestCaseSource(nameof(Files))]
    public async Task Add_WhenTheFileIsWrong_ShouldSayWhatAndWhere(string file, string[] faults)
    {
        var code = await Host.StoreAsync(FirstScheduled, then: null);

        using var response = await Customer.PostAsync(
            $"/api/migrations/{code}/resources",
            OperationsHost.Json(new System.Text.Json.Nodes.JsonObject { ["csv_file_content"] = file.Replace(":143", ":993", StringComparison.Ordinal) }.ToJsonString()));

        Assert.That(await FaultsAsync(response), Is.EqualTo(faults));
    }

    [Test]
    public async Task Post_WhenOtherFieldsAreWrongToo_ShouldTellAllInTheSameForm()
    {
        using var response = await Customer.PostAsync(
            "/api/migrations", OperationsHost.Json("""{"csv_file_name":"a.csv","csv_file_content":"a@other.example;h;u;p\nb","preset":"ssl","execute_now":true}"""));

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", "csv_file_content", "csv_file_content", "preset");
        Assert.That((await response.JsonAsync())["errors"]!.AsArray().Select(error => error!["code"]!.ToString()), Is.EqualTo(new[] { "foreign_domain", "field_count", "invalid" }));
    }

    [Test]
    public async Task Add_WhenThereIsNoSuchMigration_ShouldTellOfTheFileFirst()
    {
        using var wrong = await Customer.PostAsync("/api/migrations/MG00000000/resources", OperationsHost.Json("""{"csv_file_content":"a;b"}"""));
        using var right = await Customer.PostAsync("/api/migrations/MG00000000/resources", OperationsHost.Json("""{"csv_file_content":"a@x.example;h;u;p"}"""));

        Assert.That(await FaultsAsync(wrong), Is.EqualTo(new[] { "field_count 1 : row 1: must have 4 fields, not 2" }));
        await right.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Post_WhenThereAreMoreFaultsThanAreListed_ShouldSayHowMany()
    {
        using var response = await PostAsync(string.Join('\n', Enumerable.Range(1, 500).Select(n => $"u{n}@other.example;imap.old.example;u{n};pw")));

        var faults = await FaultsAsync(response);
        Assert.That((faults.Count, faults[98], faults[99]), Is.EqualTo((
            100, "foreign_domain 99 local_email: row 99, local_email: is not in a domain of customer C1", "more  : has 401 more faults, which are not listed")));
    }

    private static TestCaseData Case(string name, string file, params string[] faults) => new TestCaseData(file, faults).SetArgDisplayNames(name);
}
