using System.Globalization;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// <c>dotnet Collab.Cluster.Tests.dll ADDRESS COOKIE DOCUMENT CLAUSE</c>: a <see cref="Flood"/> in a process of its own, so that what it costs to make
/// is not counted as what it costs the others. Each line that it reads says how many times as often as is allowed; at the end it says what became of it.
/// </summary>
internal static class FloodProgram
{
    public const string Ready = "ready";

    public static async Task Main(string[] arguments)
    {
        using var person = new Person(new Uri(arguments[0]), "Cookie", arguments[1]);
        await using var flood = await Flood.StartAsync(person, arguments[2], arguments[3]);
        Console.WriteLine(Ready);
        while (await Console.In.ReadLineAsync() is { } times)
            flood.Times = int.Parse(times, CultureInfo.InvariantCulture);
        Console.WriteLine($"{flood.Sent} {flood.Refused} {flood.Broken}");
    }
}
