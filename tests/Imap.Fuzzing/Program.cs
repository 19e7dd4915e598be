using SharpFuzz;

namespace Hosting.Migrations.Imap.Fuzzing;

/// <summary>Holds conversations: those that a fuzzer makes up, those in files, and those that it begins with.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["fuzz"]:
                Fuzzer.Run(Hold);
                return 0;
            case ["replay", .. var files]:
                foreach (var file in files)
                {
                    Console.WriteLine(file);
                    Conversation.Hold(File.ReadAllBytes(file));
                }

                return 0;
            case ["record", var folder]:
                Record(folder);
                return 0;
            default:
                Console.Error.WriteLine("Usage: fuzz | replay FILE... | record FOLDER");
                return 2;
        }
    }

    // The fuzzer gives an input, and hears what parts of the program it has reached.
    private static void Hold(Stream input)
    {
        using var words = new MemoryStream();
        input.CopyTo(words);
        Conversation.Hold(words.ToArray());
    }

    private static void Record(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, capabilities) in PoliteServer.Kinds)
        {
            using var server = new PoliteServer(capabilities);
            Conversation.Hold(server);
            File.WriteAllBytes(Path.Combine(folder, name), [(byte)'0', .. server.Said]);
        }
    }
}
