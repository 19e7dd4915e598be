using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Tokens in memory; one that was added is there once it is saved, with its key.</summary>
internal sealed class FakeApiTokenRepository(FakeUnitOfWork unitOfWork) : IApiTokenRepository
{
    private const long KeyOfFirst = 41;

    public List<ApiToken> Stored { get; } = [];

    public ApiToken Store(ApiToken token)
    {
        Stored.Add(Keys.Assign(token, KeyOfFirst + Stored.Count));
        return token;
    }

    public void Add(ApiToken token) => unitOfWork.WhenSaved(() => Store(token));

    public Task<ApiToken?> FindByHashAsync(byte[] hash, CancellationToken cancellationToken) =>
        Task.FromResult(Stored.Find(token => token.Hash.SequenceEqual(hash)));

    public Task<ApiToken?> FindAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(Stored.Find(token => token.Id == id));

    public Task<(IReadOnlyList<ApiToken> Items, int Total)> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<ApiToken>, int)>(([.. Stored.Skip((int)page.Offset).Take(page.Size)], Stored.Count));

    public Task NoteUseAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();
}
