namespace Hosting.Migrations.Application.SampleData;

internal static class RandomExtensions
{
    public static T Pick<T>(this Random random, T[] choices) => choices[random.Next(choices.Length)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;
}
