using Collab.Formats.Tests.Markdown;

namespace Collab.Browser.Tests.Safety;

/// <summary>The hundred payloads, each of which says by a number of its own where it stood if it runs.</summary>
internal static class Payloads
{
    /// <summary>What ends the elements that a payload may have left open. Else the first would swallow those that follow it on the page.</summary>
    public const string Closers = "</script></style></title></textarea></noscript></xmp></template></select></svg></math>-->";

    /// <summary>That which nothing ends is the last.</summary>
    private static readonly string[] All = [.. XssPayloads.All.OrderBy(payload => payload.Contains("<plaintext>", StringComparison.Ordinal))];

    public static int Count => All.Length;

    public static bool Swallows(int payload) => payload == Count - 1;

    public static string At(Sink sink, int payload) =>
        All[payload].Replace("alert(1)", $"alert({Number(sink, payload)})", StringComparison.Ordinal).Replace("alert(2)", $"alert({Number(sink, payload)})", StringComparison.Ordinal);

    /// <summary>In one line, as names, titles and tags are, of that many characters at most.</summary>
    public static string LineAt(Sink sink, int payload, int most = 300)
    {
        var line = string.Concat(At(sink, payload).Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return line.Length <= most ? line : line[..most].Trim();
    }

    /// <summary>Where the payload stood that said this number.</summary>
    public static (Sink Sink, int Payload) Of(int number) => ((Sink)(number / 1000), number % 1000);

    private static int Number(Sink sink, int payload) => ((int)sink * 1000) + payload;
}
