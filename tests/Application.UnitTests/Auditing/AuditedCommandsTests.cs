using System.Reflection;
using System.Runtime.CompilerServices;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Behaviours;
using Hosting.Migrations.Application.Customers.List;
using Hosting.Migrations.Application.Tokens.Revoke;
using Hosting.Migrations.Application.UnitTests.Fakes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Auditing;

/// <summary>No command can forget the audit log: all are walked.</summary>
internal sealed class AuditedCommandsTests
{
    private static readonly Type[] Requests =
        [.. typeof(DependencyInjection).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IBaseRequest).IsAssignableFrom(type))];

    private static IEnumerable<Type> Commands => Requests.Where(type => !IsQuery(type));

    private static IEnumerable<Type> Queries => Requests.Where(IsQuery);

    [Test]
    public void Commands_WhenTheyAreWalked_ShouldAllBeAuditedOrSayWhyNot()
    {
        Assert.That(Commands.Count(), Is.GreaterThan(30));
        Assert.That(
            Commands.Where(type => IsAudited(type) == (type.GetCustomAttribute<NotAuditedAttribute>() is { Reason.Length: > 20 })).Select(type => type.Name),
            Is.Empty,
            "A command is IAudited, or [NotAudited] with a reason, and not both.");
    }

    [Test]
    public void Commands_WhenTheyComeFromCallers_ShouldBeAuditedUnlessTheyStoreNothing()
    {
        var unaudited = Commands.Where(type => !IsAudited(type)).ToList();

        Assert.That(unaudited.Where(type => typeof(IApiRequest).IsAssignableFrom(type)).Select(type => type.Name), Is.EquivalentTo(new[] { "SendTestCommand", "TryConnectionCommand" }));
    }

    [Test]
    public void Queries_WhenTheyAreWalked_ShouldHaveNothingToStoreWith()
    {
        var handlers = typeof(DependencyInjection).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) && IsQuery(face.GenericTypeArguments[0])))
            .ToList();

        Assert.That(handlers, Has.Count.EqualTo(Queries.Count()).And.Count.GreaterThan(15));
        Assert.That(Queries.Where(IsAudited).Select(type => type.Name), Is.Empty);
        Assert.That(
            handlers.Where(type => type.GetConstructors().SelectMany(made => made.GetParameters()).Any(parameter => parameter.ParameterType == typeof(IUnitOfWork))).Select(type => type.Name),
            Is.Empty);
    }

    [Test]
    public void Actions_WhenCommandsNameThem_ShouldAllBeNamed()
    {
        var named = Commands.Where(IsAudited).Select(type => ((IAudited)RuntimeHelpers.GetUninitializedObject(type)).AuditAction).ToList();

        // The one command that has two of them has the other one when it is made.
        Assert.That(named.Append(AuditAction.PauseService).Distinct(), Is.EquivalentTo(Enum.GetValues<AuditAction>()));
    }

    [Test]
    public async Task Send_WhenTheCommandIsAudited_ShouldTellWhoAskedAndEnd()
    {
        using var application = new TestApplication();
        await using var scope = application.Services.CreateAsyncScope();
        var origin = RequestOrigin.CommandLine("anna");
        scope.ServiceProvider.GetRequiredService<CurrentOrigin>().Value = origin;

        Assert.That(
            () => scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RevokeTokenCommand(Caller.Admin, "1")), Throws.TypeOf<Errors.NotFoundException>());

        application.Trail.Verify(trail => trail.Begin(AuditAction.RevokeToken, origin), Times.Once());
        application.Trail.Verify(trail => trail.End(), Times.Once());
    }

    [Test]
    public void Resolve_WhenARequestOnlyReads_ShouldNotMeetTheAuditLog()
    {
        using var application = new TestApplication();
        using var scope = application.Services.CreateScope();

        Assert.That(
            scope.ServiceProvider.GetServices<IPipelineBehavior<ListCustomersQuery, CustomerListDto>>().Select(behaviour => behaviour.GetType().GetGenericTypeDefinition()),
            Has.None.EqualTo(typeof(AuditBehaviour<,>)));
        Assert.That(
            scope.ServiceProvider.GetServices<IPipelineBehavior<RevokeTokenCommand, Unit>>().Last().GetType().GetGenericTypeDefinition(),
            Is.EqualTo(typeof(AuditBehaviour<,>)));
    }

    private static bool IsQuery(Type type) => type.Name.EndsWith("Query", StringComparison.Ordinal);

    private static bool IsAudited(Type type) => typeof(IAudited).IsAssignableFrom(type);
}
