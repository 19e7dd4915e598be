namespace Hosting.Migrations.Api.Http;

/// <summary>What says of an operation that its answers may be so large that compressing them pays.</summary>
internal interface ILargeAnswer;
