using Hosting.Migrations.Imap.Fuzzing;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

/// <summary>What a fuzzer begins with (<c>scripts/fuzz.sh</c>), changed at random by a seed, and inputs that are worth keeping.</summary>
public sealed class FuzzedWordsTests
{
    private const int Changed = 400;

    private static readonly string[] Tokens = ["\r\n", "(", ")", "\"", "{5}\r\n", "{4294967296}\r\n", " NIL ", "* ", "BODY[] ", "99999999999999999999", "\0", "\\", "[", "]", "A00000007 OK ", "+ \r\n"];

    private static IEnumerable<string> Kinds => PoliteServer.Kinds.Select(kind => kind.Name);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Inputs");

    private static IEnumerable<string> Inputs => Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Kinds))]
    public void Hold_WhenAServerIsPolite_ShouldAskForAllThatItOffers(string kind)
    {
        var said = System.Text.Encoding.Latin1.GetString(Record(kind));

        // Both conversations came to their last command.
        Assert.That(said, Does.Contain("[READ-ONLY]").And.Contain("BODY[] {").And.Contain("[APPENDUID").And.Contain("[READ-WRITE]"));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Hold_WhenAServersWordsAreChangedAtRandom_ShouldFailAsServersDo(string kind)
    {
        var said = Record(kind);
        var random = new Random(kind.Length);
        for (var number = 0; number < Changed; number++)
        {
            var input = Change(said, random);
            Assert.That(() => Conversation.Hold(input), Throws.Nothing, $"{kind} {number}: {Convert.ToBase64String(input)}");
        }
    }

    [TestCaseSource(nameof(Inputs))]
    public void Hold_WhenTheWordsAreKept_ShouldFailAsServersDo(string file) =>
        Assert.That(() => Conversation.Hold(File.ReadAllBytes(Path.Combine(Folder, file))), Throws.Nothing);

    private static byte[] Record(string kind)
    {
        using var server = new PoliteServer(PoliteServer.Kinds.Single(each => each.Name == kind).Capabilities);
        Conversation.Hold(server);
        return server.Said;
    }

    private static byte[] Change(byte[] said, Random random)
    {
        List<byte> input = [(byte)random.Next(256), .. said];
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(1, input.Count);
            switch (random.Next(4))
            {
                case 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1:
                    input.InsertRange(at, System.Text.Encoding.Latin1.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 2:
                    input.RemoveRange(at, Math.Min(random.Next(1, 40), input.Count - at));
                    break;
                default:
                    input.InsertRange(at, input.GetRange(at, Math.Min(random.Next(1, 200), input.Count - at)));
                    break;
            }

            if (input.Count == 1)
            {
                break;
            }
        }

        return [.. input];
    }
}
