namespace Hosting.Migrations.Application.UnitTests.TestData;

/// <summary>Gives records their keys, as only a database can.</summary>
internal static class Keys
{
    public static T Assign<T>(T record, long key)
        where T : class
    {
        // The setter is private: no production code but the database's may call it.
        typeof(T).GetProperty("Id")!.SetValue(record, key);
        return record;
    }
}
