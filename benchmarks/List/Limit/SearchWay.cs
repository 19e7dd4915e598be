namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>How the migrations are found that hold a term.</summary>
internal enum SearchWay
{
    /// <summary>There is no term.</summary>
    None,

    /// <summary>By the index over grams, which alone decides on a short term.</summary>
    Grams,

    /// <summary>By the index over grams, and a look at the texts that it names.</summary>
    GramsAndText,

    /// <summary>By a look at each text, in the list's order.</summary>
    LookThrough,
}
