using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Check;

/// <summary>Asks whether a migration could be created from a CSV file. Nothing is stored.</summary>
public sealed record CheckUploadQuery(Caller Caller) : MigrationUpload(Caller), IRequest<CheckedUpload>
{
    /// <summary>The name alone: the content holds passwords.</summary>
    public override string ToString() => nameof(CheckUploadQuery);
}

/// <summary>A file that a migration could be created from.</summary>
/// <param name="Mailboxes">How many mailboxes it names.</param>
/// <param name="Warnings">What is sound in it, but seldom meant.</param>
public sealed record CheckedUpload(int Mailboxes, IReadOnlyList<LocatedError> Warnings);

internal sealed class CheckUploadQueryHandler(ICustomerRepository customers, IConnectionRepository connections, CsvUpload upload, CustomerLimits limits)
    : IRequestHandler<CheckUploadQuery, CheckedUpload>
{
    public async Task<CheckedUpload> Handle(CheckUploadQuery request, CancellationToken cancellationToken)
    {
        var owner = await customers.FindOwnerAsync(request, cancellationToken);
        var content = upload.Read(
            request.CsvFileContent!, EnumText<Preset>.Parse(request.Preset!), owner, await connections.ListAllAsync(owner.Id, cancellationToken));
        content.Faults.ThrowIfAny();
        await limits.LookForRoomAsync(owner, new CustomerLoad(1, content.Mailboxes.Count), cancellationToken);
        return new CheckedUpload(content.Mailboxes.Count, content.Warnings.ToErrors());
    }
}
