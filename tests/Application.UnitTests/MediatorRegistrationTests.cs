using FluentValidation;
using Hosting.Migrations.Application.Behaviours;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.UnitTests.Fakes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Application.UnitTests;

internal sealed class MediatorRegistrationTests
{
    private TestApplication _app = null!;
    private IServiceScope _scope = null!;

    /// <summary>Every handler with the interface by which MediatR asks for it.</summary>
    private static IEnumerable<TestCaseData> Handlers() => Implementations(typeof(IRequestHandler<,>));

    /// <summary>Every request with the interface of the handler that it needs.</summary>
    private static IEnumerable<TestCaseData> Requests() => Types()
        .SelectMany(request => Closed(request, typeof(IRequest<>)).Select(service => (request, response: service.GenericTypeArguments[0])))
        .Select(pair => new TestCaseData(typeof(IRequestHandler<,>).MakeGenericType(pair.request, pair.response)).SetArgDisplayNames(pair.request.Name));

    private static IEnumerable<TestCaseData> Validators() => Implementations(typeof(IValidator<>));

    [OneTimeSetUp]
    public void OneTimeSetUp()
    {
        _app = new TestApplication();
        _scope = _app.Services.CreateScope();
    }

    [OneTimeTearDown]
    public void OneTimeTearDown()
    {
        _scope.Dispose();
        _app.Dispose();
    }

    [Test]
    public void Assembly_WhenSearched_ShouldHoldTheListHandler() =>
        Assert.That(Handlers().Select(handler => handler.Arguments[1]), Has.Member(typeof(ListMigrationsQueryHandler)));

    [TestCaseSource(nameof(Handlers))]
    public void Resolve_WhenHandlerIsInAssembly_ShouldGiveExactlyThatOne(Type service, Type implementation) =>
        Assert.That(_scope.ServiceProvider.GetServices(service).Select(handler => handler!.GetType()), Is.EqualTo(new[] { implementation }));

    [TestCaseSource(nameof(Requests))]
    public void Resolve_WhenRequestIsInAssembly_ShouldGiveItsHandler(Type service) =>
        Assert.That(_scope.ServiceProvider.GetService(service), Is.Not.Null);

    [TestCaseSource(nameof(Validators))]
    public void Resolve_WhenValidatorIsInAssembly_ShouldGiveExactlyThatOne(Type service, Type implementation) =>
        Assert.That(_scope.ServiceProvider.GetServices(service).Select(validator => validator!.GetType()), Is.EqualTo(new[] { implementation }));

    [Test]
    public void Resolve_WhenBehavioursAreAskedFor_ShouldGiveThemInTheirOrder() =>
        Assert.That(
            _scope.ServiceProvider.GetServices<IPipelineBehavior<ListMigrationsQuery, MigrationListDto>>().Select(behaviour => behaviour.GetType()),
            Is.EqualTo(new[]
            {
                typeof(LoggingBehaviour<ListMigrationsQuery, MigrationListDto>),
                typeof(AuthorizationBehaviour<ListMigrationsQuery, MigrationListDto>),
                typeof(ValidationBehaviour<ListMigrationsQuery, MigrationListDto>),
            }));

    private static IEnumerable<TestCaseData> Implementations(Type generic) => Types()
        .SelectMany(type => Closed(type, generic).Select(service => new TestCaseData(service, type).SetArgDisplayNames(type.Name)));

    private static IEnumerable<Type> Closed(Type type, Type generic) => type.GetInterfaces()
        .Where(service => service.IsGenericType && service.GetGenericTypeDefinition() == generic);

    private static IEnumerable<Type> Types() => typeof(DependencyInjection).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false });
}
