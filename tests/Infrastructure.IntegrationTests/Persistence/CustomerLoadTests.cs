using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

internal sealed class CustomerLoadTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [Test]
    public async Task GetLoadAsync_WhenSomeHaveEnded_ShouldCountTheOthersOfThatCustomer()
    {
        var (owner, other, idle) = (ACustomer("C1"), ACustomer("C2"), ACustomer("C3"));
        await Database.StoreAsync(owner, other, idle);
        var ended = AMigration(owner, mailboxes: 7);
        ended.Cancel(Noon);
        var scheduled = AMigration(owner, mailboxes: 3).Validated();
        scheduled.Schedule(Noon);
        await Database.StoreAsync(ended, scheduled, AMigration(owner, mailboxes: 2), AMigration(owner).Validated(), AMigration(other, mailboxes: 9));

        Assert.That(await LoadOfAsync(owner.Id), Is.EqualTo(new CustomerLoad(3, 6)));
        Assert.That(await LoadOfAsync(idle.Id), Is.EqualTo(new CustomerLoad(0, 0)));
    }

    private Task<CustomerLoad> LoadOfAsync(long customerId) => Database.InScopeAsync<IMigrationRepository, CustomerLoad>(
        migrations => migrations.GetLoadAsync(customerId, CancellationToken.None));
}
