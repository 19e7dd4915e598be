using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.Migrations.Create;

internal sealed class CsvContentTests
{
    private const string MasterHeader = "local_email;remote_server;remote_username;masteruser;masteruser_password\n";
    private const string Row = "anna@example.com;imap.example.net;anna;secret";

    [TestCase("", "has no row with a mailbox")]
    [TestCase("\uFEFF\r\n\n  \n", "has no row with a mailbox")]
    [TestCase("local_email;remote_server;remote_username;remote_password\n", "has no row with a mailbox")]
    [TestCase("anna@example.com,imap.example.net,anna,secret", "row 1: fields must be separated by ';', not by ',', unless a header comes first: local_email;remote_server;remote_username;remote_password")]
    [TestCase("\nanna@example.com\timap.example.net\tanna\tsecret", "row 2: fields must be separated by ';', not by tabs, unless a header comes first: local_email;remote_server;remote_username;remote_password")]
    [TestCase("a\0n\0n\0a\0", "contains NUL characters; is it UTF-16? It must be UTF-8")]
    [TestCase("anna@example.com;imap.example.net;anna;\"secret\n" + Row, "row 1: a quote is never closed")]
    [TestCase("anna@example.com;imap.example.net;anna;se\"cret", "row 1: has a quote inside a field; put the whole field in quotes, and double each quote in it")]
    [TestCase("anna@example.com;imap.example.net;anna;\"se\"cret", "row 1: has a quote inside a field; put the whole field in quotes, and double each quote in it")]
    [TestCase("anna@example.com;imap.example.net;anna", "row 1: must have 4 fields, not 3")]
    [TestCase("anna@example.com;imap.example.net;anna;se;cret", "row 1: must have 4 fields, not 5; quote a field that holds ';', or begin the file with a header if a master user logs in")]
    [TestCase("anna@example.com;imap.example.net;anna;master;secret;x", "row 1: must have 4 fields, not 6; quote a field that holds ';'")]
    [TestCase("remote_password;local_email;remote_server;remote_username\nse;cret;anna@example.com;h;anna", "row 2: must have 4 fields, not 5; quote a field that holds ';'")]
    [TestCase("remote_password;local_email;remote_server;remote_username\nsecret;anna@example.com", "row 2: must have 4 fields, not 2")]
    [TestCase("local_email;remote_server;remote_username;pass\n" + Row, "row 1: column 4 of the header has another name than local_email;remote_server;remote_username;remote_password|row 1: column remote_password is missing in the header")]
    [TestCase("local_email;remote_server;local_email;remote_username;remote_password\n" + Row, "row 1: column local_email is given twice by the header")]
    [TestCase("local_email;remote_server;remote_username;masteruser\n" + Row, "row 1: column masteruser_password is missing in the header")]
    [TestCase(";imap.example.net;anna;secret", "row 1, local_email: is empty")]
    [TestCase("anna@example.com;;anna;secret", "row 1, remote_server: is empty")]
    [TestCase("anna@example.com;imap.example.net; ;secret", "row 1, remote_username: is empty")]
    [TestCase("anna@example.com;imap.example.net;anna;", "row 1, remote_password: is empty")]
    [TestCase(MasterHeader + "anna@example.com;imap.example.net;anna;master;", "row 2, masteruser_password: is empty")]
    [TestCase("an na@example.com;imap.example.net;anna;secret", "row 1, local_email: must not contain blanks")]
    [TestCase("anna;imap.example.net;anna;secret", "row 1, local_email: must be a mail address, such as anna@example.com")]
    [TestCase("anna@b@example.com;imap.example.net;anna;secret", "row 1, local_email: must be a mail address, such as anna@example.com")]
    [TestCase("anna@example.com;imap.example.net;an\u0007na;secret", "row 1, remote_username: must not contain control characters, line breaks included")]
    [TestCase("anna@example.com;imap.example.net;anna;\"se\ncret\"", "row 1, remote_password: must not contain control characters, line breaks included")]
    [TestCase("anna@example.com;imap.example.net;M\uFFFDller;secret", "row 1, remote_username: has a character that could not be read; is the file in UTF-8?")]
    [TestCase("anna@example.com;imaps://imap.example.net/;anna;secret", "row 1, remote_server: must be a host name or IP address without scheme or path")]
    [TestCase("anna@example.com;imap.example.net:0;anna;secret", "row 1, remote_server: must be a host name or IP address, optionally with a port from 1 to 65535, such as imap.example.net:993")]
    [TestCase("anna@example.com;imap.example.net:70000;anna;secret", "row 1, remote_server: must be a host name or IP address, optionally with a port from 1 to 65535, such as imap.example.net:993")]
    [TestCase("anna@example.com;imap_example!;anna;secret", "row 1, remote_server: must be a host name or IP address, optionally with a port from 1 to 65535, such as imap.example.net:993")]
    [TestCase(Row + "\r\n\r\n" + Row, "row 3: is the same mailbox from the same source as in row 1")]
    [TestCase(Row + "\nAnna@EXAMPLE.com;IMAP.example.net.;anna;other", "row 2: is the same mailbox from the same source as in row 1")]
    public void Read_WhenTheFileIsWrong_ShouldSayWhere(string text, string expected) =>
        Assert.That(Read(text).Faults.Select(fault => fault.ToString()), Is.EqualTo(expected.Split('|')));

    [TestCase("victim*master@example.com;h;anna;secret", "row 1, local_email: must not contain U+002A before the '@': mail servers could read another mailbox, or more than a name, out of it")]
    [TestCase("an\u200Bna@example.com;h;anna;secret", "row 1, local_email: must not contain U+200B, a character that is not seen")]
    [TestCase("anna@example.com;imap\u200B.example.net;anna;secret", "row 1, remote_server: must not contain U+200B, a character that is not seen")]
    [TestCase("anna@example.com;h;an\u202Ena;secret", "row 1, remote_username: must not contain U+202E, a character that is not seen")]
    [TestCase(MasterHeader + "anna@example.com;h;anna;mas\uFEFFter;secret", "row 2, masteruser: must not contain U+FEFF, a character that is not seen")]
    public void Read_WhenANameHoldsWhatItMustNot_ShouldNameTheCharacter(string text, string expected) =>
        Assert.That(Read(text).Faults.Select(fault => fault.ToString()), Is.EqualTo(new[] { expected }));

    [TestCase("", "anna+a@example.com;h;anna;secret", 0)]
    [TestCase("+", "anna+a@example.com;h;anna;secret", 1)]
    public void Read_WhenAnotherMasterSeparatorIsConfigured_ShouldHoldAddressesAgainstIt(string separator, string text, int faults) =>
        Assert.That(CsvContent.Read(text, new CsvRules(500, 1024) { Preset = Preset.StandardSsl, MasterSeparator = separator }).Faults, Has.Count.EqualTo(faults));

    [TestCase(Preset.StandardNoSsl, "imap.example.net", "imap.example.net:143", 1)]
    [TestCase(Preset.StandardNoSsl, "imap.example.net", "imap.example.net:993", 0)]
    [TestCase(Preset.StandardSsl, "imap.example.net:993", "IMAP.example.net.", 1)]
    [TestCase(Preset.StandardSsl, "imap.example.net", "imap.example.net:143", 0)]
    [TestCase(Preset.StandardSsl, "[2001:db8::1]", "[2001:DB8:0::1]:993", 1)]
    public void Read_WhenTwoRowsNameOneMailbox_ShouldCompareServersByTheirEffectivePort(Preset preset, string server, string other, int faults) =>
        Assert.That(
            CsvContent.Read($"anna@example.com;{server};anna;a\nANNA@example.com.;{other};Anna;a", new CsvRules(500, 1024) { Preset = preset }).Faults.Select(fault => fault.ToString()),
            Is.EqualTo(Enumerable.Repeat("row 2: is the same mailbox from the same source as in row 1", faults)));

    [TestCase("idn@münchen.example", "idn@xn--mnchen-3ya.example")]
    [TestCase("Low@acme.example.", "Low@acme.example")]
    [TestCase("low@ACME\u3002example", "low@acme.example")]
    public void Read_WhenADomainHasAnotherSpelling_ShouldKeepTheRegisteredOne(string email, string expected) =>
        Assert.That(Read($"{email};imap.example.net;anna;secret").Mailboxes.Single().LocalEmail, Is.EqualTo(expected));

    [TestCase("pass\u200Bword")]
    [TestCase("p*%/~#ss")]
    public void Read_WhenAPasswordHoldsAnything_ShouldTakeIt(string password) => Assert.That(Read($"anna@example.com;h;anna;{password}").Faults, Is.Empty);

    [TestCase(254, 255, "row 1, local_email: must have at most 254 characters")]
    [TestCase(320, 321, "row 1, remote_username: must have at most 320 characters")]
    [TestCase(1000, 1001, "row 1, remote_password: must have at most 1000 bytes")]
    public void Read_WhenAFieldIsTooLong_ShouldSayHowLongItMayBe(int longest, int tooLong, string expected)
    {
        Assert.That(Read(WithFieldOf(longest, expected)).Faults, Is.Empty);
        Assert.That(Read(WithFieldOf(tooLong, expected)).Faults.Select(fault => fault.ToString()), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void Read_WhenThereAreManyFaults_ShouldTellAllOfThemUpToAHundred()
    {
        Assert.That(Read("a;b\nc@example.com;imap/;;x\n").Faults, Has.Count.EqualTo(3));

        var told = Read(string.Join('\n', Enumerable.Repeat("a;b", 400))).Faults.ToErrors();
        Assert.That((told.Count, told[98].Row, told[99].Description), Is.EqualTo((100, 99, "has 301 more faults, which are not listed")));
    }

    [Test]
    public void Read_WhenThereAreTooManyRows_ShouldRefuse() =>
        Assert.That(
            CsvContent.Read(string.Join('\n', Enumerable.Range(1, 501).Select(n => $"u{n}@example.com;h;u;p")), new CsvRules(500, 1024 * 1024)).Faults.Select(fault => fault.ToString()),
            Is.EqualTo(new[] { "has 501 rows with mailboxes; at most 500 are allowed" }));

    [Test]
    public void Read_WhenThereAreTooManyBytes_ShouldRefuse() =>
        Assert.That(CsvContent.Read("ää", new CsvRules(500, 3)).Faults.Select(fault => fault.ToString()), Is.EqualTo(new[] { "must have at most 3 bytes" }));

    [TestCase(Row)]
    [TestCase("\uFEFF" + Row + "\r\n")]
    [TestCase("\n\n" + Row + "\n \n")]
    [TestCase("remote_password;remote_username;local_email;remote_server\nsecret;anna;anna@example.com;imap.example.net")]
    [TestCase("\"anna@example.com\";\"imap.example.net\";\"anna\";\"secret\"")]
    public void Read_WhenTheFileIsSound_ShouldFindTheMailbox(string text)
    {
        var content = Read(text);

        Assert.That(content.Faults, Is.Empty);
        Assert.That(
            content.Mailboxes.Select(mailbox => (mailbox.LocalEmail, mailbox.RemoteServer, mailbox.RemoteUsername)),
            Is.EqualTo(new[] { ("anna@example.com", "imap.example.net", "anna") }));
    }

    [TestCase("anna@example.com;[2001:db8::1]:993;anna;secret")]
    [TestCase("anna@münchen.example;192.0.2.1:1993;anna;secret")]
    [TestCase(Row + "\nanna@example.com;other.example.net;anna;secret")]
    public void Read_WhenServersAndDomainsAreUnusual_ShouldTakeThem(string text) => Assert.That(Read(text).Faults, Is.Empty);

    [TestCase("=HYPERLINK(\"\"http://x\"\")")]
    [TestCase("+49 151")]
    [TestCase("-anna")]
    [TestCase("@anna")]
    public void Read_WhenAUserLooksLikeAFormula_ShouldKeepItAsItIs(string user) =>
        Assert.That(
            Read($"anna@example.com;imap.example.net;\"{user}\";secret").Mailboxes.Single().RemoteUsername,
            Is.EqualTo(user.Replace("\"\"", "\"", StringComparison.Ordinal)));

    [Test]
    public void Read_WhenAnythingIsWrong_ShouldNeverQuoteAField()
    {
        const string marker = "S3cretMarker";
        string[] files =
        [
            $"{marker};{marker};{marker};{marker}", $"{marker}", $"local_email;remote_server;{marker};{marker}\n{marker}",
            $"a@example.com;{marker}/;{marker}\u0001;\"{marker}", $"a@example.com;h;u;\"{marker}\"{marker}", $"{marker},{marker},{marker},{marker}",
        ];

        Assert.That(files.SelectMany(file => Read(file).Faults).Select(fault => fault.ToString()), Has.None.Contains(marker).And.Not.Empty);
    }

    private static string WithFieldOf(int length, string column) =>
        column.Contains("local_email", StringComparison.Ordinal) ? $"{new string('a', 60)}@{string.Concat(Enumerable.Repeat("bcdefghij.", 30))[..(length - 65)]}.com;imap.example.net;anna;secret"
        : column.Contains("remote_username", StringComparison.Ordinal) ? $"anna@example.com;imap.example.net;{new string('a', length)};secret"
        : $"anna@example.com;imap.example.net;anna;{new string('a', length)}";

    [TestCase("a@example.com;h;u;one\nb@example.com;h;u;two\nc@example.com;H:993;U;three", "row 2, remote_password: is another password for the same user at the same server than that in row 1|row 3, remote_password: is another password for the same user at the same server than that in row 1")]
    [TestCase(MasterHeader + "a@example.com;h;u1;boss;one\nb@example.com;h;u2;boss;two", "row 3, masteruser_password: is another password for the same user at the same server than that in row 2")]
    [TestCase("a@example.com;h;u;one\nb@example.com;h;u;one", "")]
    [TestCase("a@example.com;h;u;one\nb@example.com;h:143;U;two", "row 2, remote_password: is another password for the same user at the same server than that in row 1")]
    [TestCase("a@example.com;h;u;one\nc@example.com;other;u;three", "")]
    [TestCase("a@example.com;h;u*boss;one\nb@example.com;h;u*chief;two", "")]
    public void Read_WhenOneUserHasSeveralPasswords_ShouldNameTheRows(string text, string faults) =>
        Assert.That(string.Join('|', CsvContent.Read(text, new CsvRules(500, 1024) { Preset = Preset.StandardSsl }).Faults), Is.EqualTo(faults));

    private static CsvContent Read(string text) => CsvContent.Read(text, new CsvRules(500, 1024 * 1024));
}
