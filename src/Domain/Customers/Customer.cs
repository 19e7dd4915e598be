namespace Hosting.Migrations.Domain.Customers;

/// <summary>An owner of migrations and of the mail domains into which they may write.</summary>
public sealed class Customer
{
    /// <summary>The greatest length of <see cref="Name"/>, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The greatest <see cref="Weight"/>.</summary>
    public const int MaxWeight = 100;

    private readonly List<CustomerDomain> _domains = [];

    private Customer(string code, string name, DateTimeOffset createdAt) => (Code, Name, CreatedAt) = (code, name, createdAt);

    /// <summary>The database's key; 0 until the customer has been stored.</summary>
    public long Id { get; private set; }

    /// <summary>The code that API clients use; never changes. See <see cref="CustomerCode"/>.</summary>
    public string Code { get; private set; }

    /// <summary>
    /// The code without regard to case, which no two customers share; null for a customer whose code was told from another's by case alone before
    /// that was ruled out.
    /// </summary>
    public string? FoldedCode { get; private set; }

    /// <summary>The name shown to people.</summary>
    public string Name { get; private set; }

    /// <summary>When the customer was added, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>How many runs are begun for the customer in the time in which one is begun for a customer of weight 1, where both have some waiting.</summary>
    public int Weight { get; private set; } = 1;

    /// <summary>Since when the customer's tokens are refused, and nothing new is begun for it, in UTC; null = it is not disabled.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Whether the customer's tokens are refused, and nothing new is begun for it.</summary>
    public bool IsDisabled => DisabledAt is not null;

    /// <summary>The mail domains that belong to the customer.</summary>
    public IReadOnlyCollection<CustomerDomain> Domains => _domains;

    /// <summary>Makes a customer.</summary>
    /// <param name="code">See <see cref="CustomerCode"/>.</param>
    /// <param name="name">See <see cref="IsValidName"/>.</param>
    /// <param name="domains">The mail domains that belong to the customer; each once.</param>
    /// <param name="now">The moment of creation.</param>
    /// <exception cref="ArgumentException">The code, the name or a domain breaks its rule, or a domain is named twice.</exception>
    public static Customer Create(string code, string name, IEnumerable<string> domains, DateTimeOffset now)
    {
        if (!CustomerCode.IsValid(code))
        {
            throw new ArgumentException($"'{code}' is not a customer code: 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'.", nameof(code));
        }

        var customer = new Customer(code, Check(name), now.ToUniversalTime()) { FoldedCode = CustomerCode.Fold(code) };
        customer.Own(domains);
        return customer;
    }

    /// <summary>Gives the customer another name.</summary>
    /// <param name="name">See <see cref="IsValidName"/>.</param>
    /// <exception cref="ArgumentException">It breaks its rule.</exception>
    public void Rename(string name) => Name = Check(name);

    /// <summary>Gives the customer other domains in the place of those that it has.</summary>
    /// <param name="domains">All domains that belong to the customer from now on; each once.</param>
    /// <exception cref="ArgumentException">A domain breaks its rule, or is named twice.</exception>
    public void ReplaceDomains(IReadOnlyCollection<string> domains)
    {
        var wanted = domains.Select(MailDomain.Parse).ToList();
        var kept = _domains.FindAll(domain => wanted.Contains(domain.Name));
        _domains.RemoveAll(domain => !kept.Contains(domain));
        kept.ForEach(domain => wanted.Remove(domain.Name));
        Own(wanted);
    }

    /// <summary>
    /// Has the customer's tokens refused, and nothing new begun for it; what is under way goes on. One that is disabled already stays so.
    /// </summary>
    /// <param name="now">The moment.</param>
    public void Disable(DateTimeOffset now) => DisabledAt ??= now.ToUniversalTime();

    /// <summary>Ends what <see cref="Disable"/> began.</summary>
    public void Enable() => DisabledAt = null;

    /// <summary>Gives the customer another weight.</summary>
    /// <param name="weight">See <see cref="Weight"/>; 1 to <see cref="MaxWeight"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public void Weigh(int weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, MaxWeight);
        Weight = weight;
    }

    /// <summary>Whether a text can be a customer's name: 1 to <see cref="MaxNameLength"/> characters, none of them a control character.</summary>
    /// <param name="name">The text to check.</param>
    public static bool IsValidName(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxNameLength && !name.Any(char.IsControl);

    /// <summary>Whether a mailbox lies in one of the customer's domains.</summary>
    /// <param name="email">The mailbox's address, <c>local@domain</c>.</param>
    public bool OwnsMailbox(string email)
    {
        // A quoted local part may hold '@' and blanks (RFC 5321, section 4.1.2), but servers differ in where they split such
        // an address: it could name another customer's mailbox.
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && !email.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
            && MailDomain.TryParse(email[(at + 1)..], out var domain)
            && OwnsDomain(domain);
    }

    private static string Check(string name) => IsValidName(name) ? name.Trim()
        : throw new ArgumentException($"The name must have 1 to {MaxNameLength} characters, none of them a control character.", nameof(name));

    private void Own(IEnumerable<string> domains)
    {
        foreach (var domain in domains.Select(MailDomain.Parse))
        {
            if (OwnsDomain(domain))
            {
                throw new ArgumentException($"The domain '{domain}' is named twice.", nameof(domains));
            }

            _domains.Add(new CustomerDomain(domain));
        }
    }

    private bool OwnsDomain(string domain) => _domains.Exists(owned => owned.Name == domain);
}
