namespace Hosting.Migrations.Application.Auditing;

/// <summary>Through what somebody asks for something.</summary>
public enum ActorKind
{
    /// <summary>A token of the API.</summary>
    Token,

    /// <summary>The command line, as a user of the machine.</summary>
    CommandLine,

    /// <summary>Nobody: the program does it by itself.</summary>
    Program,
}
