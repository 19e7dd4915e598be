namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>What a server makes of the name of a new folder that it does not like.</summary>
internal enum OddNames
{
    Taken,
    Refused,

    /// <summary>The connection breaks.</summary>
    Deadly,
}
