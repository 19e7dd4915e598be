namespace Hosting.Migrations.Application;

/// <summary>
/// A request that changes what others may change at the same time. Its handler can be run anew from the start when somebody else was faster.
/// </summary>
internal interface IRetriedWhenOvertaken;
