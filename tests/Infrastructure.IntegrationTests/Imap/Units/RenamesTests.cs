using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class RenamesTests
{
    // Checkpoints and folders as "name=UIDVALIDITY,UIDNEXT"; expected: folder <- checkpoint's destination.
    [TestCase("A=1,10", "A=1,12", "A<-A")]
    [TestCase("A=1,10", "B=1,12", "B<-A")]
    [TestCase("A=1,10", "B=2,12", "")]
    [TestCase("A=1,10", "B=1,9", "")]
    [TestCase("A=1,10", "A=1,10|B=1,10", "A<-A")]
    [TestCase("A=1,10", "B=1,10|C=1,10", "")]
    [TestCase("A=1,10|B=1,10", "C=1,10", "")]
    [TestCase("A=1,10|B=2,10", "C=2,10|D=1,10", "C<-B|D<-A")]
    [TestCase("A=1,10", "A=2,3|B=1,10", "B<-A")]
    [TestCase("A=1,10", "A=2,3|B=1,10|C=1,10", "A<-A")]
    [TestCase("A=1,10|B=2,10", "B=1,10|C=2,10", "B<-A|C<-B")]
    [TestCase("A=1,10|B=2,10", "A=2,10|B=1,10", "A<-B|B<-A")]
    [TestCase("A=1,10|B=2,10", "A=3,10|B=4,10", "A<-A|B<-B")]
    public void Follow_WhenFoldersHaveOtherNames_ShouldFollowOnlyWhatIsCertain(string checkpoints, string folders, string expected)
    {
        var known = Split(checkpoints).Select(folder => new FolderCheckpoint(
            folder.Name, folder.Name, folder.UidValidity, 1, folder.UidNext, 1, 0, new UidMap(), new UidSet(), new Dictionary<string, UidSet>())).ToList();
        var listings = Split(folders).Select(folder => new FolderListing(
            folder.Name, '/', FolderAttributes.None, IsSubscribed: true, new FolderStatus(1, folder.UidValidity, folder.UidNext, 0))).ToList();

        var followed = Renames.Follow(known, new MailboxListing(string.Empty, '/', listings, [], IsGmail: false));

        Assert.That(string.Join('|', followed.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}<-{pair.Value.DestinationFolder}")), Is.EqualTo(expected));
    }

    // As above, checkpoints of folders at the destination; expected: source folder -> where its messages are by now.
    [TestCase("A=1,10", "A=1,12", "A->A")]
    [TestCase("A=1,10", "B=1,12", "A->B")]
    [TestCase("A=1,10", "B=1,10|C=1,10", "A->A")]
    [TestCase("A=1,10|B=2,10", "A=2,10|B=1,10", "A->B|B->A")]
    [TestCase("A=1,10|B=1,10", "B=1,10", "A->A|B->B")]
    [TestCase("A=1,10|B=1,10", "A=5,1|B=1,10", "A->A|B->B")]
    [TestCase("A=1,10|B=1,10", "C=1,10", "A->A|B->B")]
    [TestCase("A=1,10|B=1,10|C=2,10", "B=1,10|D=2,10", "A->A|B->B|C->D")]
    public void FollowAtDestination_WhenFoldersHaveOtherNames_ShouldFollowOnlyWhatIsCertain(string checkpoints, string folders, string expected)
    {
        var known = Split(checkpoints).Select(folder => new FolderCheckpoint(
            folder.Name, folder.Name, 1, folder.UidValidity, 1, folder.UidNext, 0, new UidMap(), new UidSet(), new Dictionary<string, UidSet>())).ToList();
        var listings = Split(folders).Select(folder => new FolderListing(
            folder.Name, '/', FolderAttributes.None, IsSubscribed: true, new FolderStatus(1, folder.UidValidity, folder.UidNext, 0))).ToList();

        var followed = Renames.FollowAtDestination(known, new MailboxListing(string.Empty, '/', listings, [], IsGmail: false));

        Assert.That(string.Join('|', followed.Select(checkpoint => $"{checkpoint.SourceFolder}->{checkpoint.DestinationFolder}")), Is.EqualTo(expected));
    }

    private static IEnumerable<(string Name, uint UidValidity, uint UidNext)> Split(string text) =>
        text.Split('|').Select(folder => folder.Split('=', ',')).Select(parts => (parts[0], uint.Parse(parts[1], null), uint.Parse(parts[2], null)));
}
