namespace Hosting.Migrations.Api.Http;

/// <summary>Says that an operation's answers may be so large that compressing them pays.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LargeAnswerAttribute : Attribute, ILargeAnswer;
