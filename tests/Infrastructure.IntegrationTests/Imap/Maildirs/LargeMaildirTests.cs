using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Maildir;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary>A maildir with more files than anybody reads; what others do meanwhile would count as its memory.</summary>
[NonParallelizable]
public sealed class LargeMaildirTests
{
    private const int Messages = 100_000;

    [Test]
    public async Task OpenAsync_WhenAFolderHas100000Files_ShouldListThemWithoutMuchMemory()
    {
        using var maildir = new TestMaildir();
        for (var number = 0; number < Messages; number++)
        {
            await File.WriteAllBytesAsync(maildir.PathOf(string.Empty, $"cur/{1_700_000_000 + number}.M{number}P1.some-host.example.net,S=0,W=0:2,S"), []);
        }

        using var session = await new MaildirConnector(
            RealPath.Of(maildir.Path), maildir.Beside("numbers"), isTrusted: true, spillAbove: 1 << 20, new PasswordScreen([]), TimeProvider.System).ConnectAsync(CancellationToken.None);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var inbox = await session.OpenAsync("INBOX", FolderAccess.ReadOnly, CancellationToken.None);

        // What has read the folder may stand on the stack above this still.
        await Task.Yield();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That((inbox.Count, inbox.UidNext), Is.EqualTo((Messages, (uint?)(Messages + 1))));
        Assert.That(held, Is.LessThan(40_000_000));
        Assert.That((await session.EnumerateAsync(inbox, () => false, CancellationToken.None)).ToString(), Is.EqualTo($"1:{Messages}"));
    }
}
