using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Checkpoints;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Checkpoints;

public sealed class DatabaseCheckpointStoreTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private long _resourceId;

    [SetUp]
    public async Task StoreAResourceAsync()
    {
        var owner = ACustomer();
        await Database.StoreAsync(owner);
        var migration = AMigration(owner);
        await Database.StoreAsync(migration);
        _resourceId = migration.Resources[0].Id;
    }

    [Test]
    public async Task SaveAsync_WhenCheckpointsAreReadAgain_ShouldGiveThemBackWhole()
    {
        await UseAsync(store => store.SaveAsync([Inbox(copied: "1>17x4,7>30"), Inbox(copied: string.Empty) with { SourceFolder = "Entwürfe 😀", SourceSurplus = null }], default));

        var read = await LoadAsync();

        Assert.That(read.Select(Describe), Is.EquivalentTo(new[]
        {
            "INBOX > INBOX 4294967295/2 9/31 9223372036854775807 [1>17x4,7>30] [5] [\\Seen=1:4] -7",
            "Entwürfe 😀 > INBOX 4294967295/2 9/31 9223372036854775807 [] [5] [\\Seen=1:4] ",
        }));
    }

    [Test]
    public async Task SaveAsync_WhenTheFolderIsKnown_ShouldReplaceItsCheckpoint()
    {
        await UseAsync(store => store.SaveAsync([Inbox(copied: "1>17")], default));
        await UseAsync(store => store.SaveAsync([Inbox(copied: "1>17x9")], default));

        Assert.That((await LoadAsync()).Select(checkpoint => checkpoint.Copied.ToString()), Is.EqualTo(new[] { "1>17x9" }));
    }

    [Test]
    public async Task LoadAndSaveAsync_WhenTwoWorkersHaveNotedAFolderAtOnce_ShouldGoOnFromTheFurtherOneAndKeepOne()
    {
        await Database.StoreAsync(StoredCheckpoint.Of(Inbox(copied: "1>17x9"), _resourceId), StoredCheckpoint.Of(Inbox(copied: "1>17x2"), _resourceId));
        Assert.That((await LoadAsync()).Select(checkpoint => checkpoint.Copied.ToString()), Is.EqualTo(new[] { "1>17x9" }));

        await UseAsync(store => store.SaveAsync([Inbox(copied: "1>17x12")], default));

        Assert.That((await LoadAsync()).Select(checkpoint => checkpoint.Copied.ToString()), Is.EqualTo(new[] { "1>17x12" }));
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, int>(context => context.FolderCheckpoints.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task LoadAsync_WhenAnotherResourceHasCheckpoints_ShouldNotSeeThem()
    {
        await UseAsync(store => store.SaveAsync([Inbox(copied: "1>17")], default));

        var other = new List<FolderCheckpoint>();
        await Database.InScopeAsync<ICheckpointStores>(async stores => other.AddRange(await stores.ForResource(_resourceId + 1).LoadAsync(default)));

        Assert.That(other, Is.Empty);
    }

    [Test]
    public async Task Delete_WhenTheMigrationGoes_ShouldTakeTheCheckpointsAlong()
    {
        await UseAsync(store => store.SaveAsync([Inbox(copied: "1>17")], default));

        await Database.InScopeAsync<MigrationsDbContext>(context => context.Migrations.ExecuteDeleteAsync());

        Assert.That(await LoadAsync(), Is.Empty);
    }

    private static FolderCheckpoint Inbox(string copied) => new(
        "INBOX", "INBOX", uint.MaxValue, 2, 9, 31, long.MaxValue, UidMap.Parse(copied), UidSet.Parse("5"), new Dictionary<string, UidSet> { ["\\Seen"] = UidSet.Parse("1:4") }, SourceSurplus: -7);

    private static string Describe(FolderCheckpoint checkpoint) =>
        $"{checkpoint.SourceFolder} > {checkpoint.DestinationFolder} {checkpoint.SourceUidValidity}/{checkpoint.DestinationUidValidity} {checkpoint.SourceUidNext}/{checkpoint.DestinationUidNext} "
        + $"{checkpoint.HighestModSeq} [{checkpoint.Copied}] [{checkpoint.Unfinished}] [{string.Join(' ', checkpoint.Flags.Select(pair => $"{pair.Key}={pair.Value}"))}] {checkpoint.SourceSurplus}";

    private Task UseAsync(Func<ICheckpointStore, Task> use) =>
        Database.InScopeAsync<ICheckpointStores>(async stores =>
        {
            using var store = stores.ForResource(_resourceId);
            await use(store);
        });

    private async Task<IReadOnlyList<FolderCheckpoint>> LoadAsync()
    {
        IReadOnlyList<FolderCheckpoint> read = [];
        await UseAsync(async store => read = await store.LoadAsync(default));
        return read;
    }
}
