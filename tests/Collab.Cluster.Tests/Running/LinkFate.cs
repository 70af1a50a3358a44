namespace Collab.Cluster.Tests.Running;

/// <summary>What becomes of a link.</summary>
/// <param name="Fault">What goes wrong.</param>
/// <param name="FromServer">Of a fault that strikes one way alone: whether it is the way from the server; else it is that from the client.</param>
/// <param name="After">So many bytes are carried before, both ways together; the fault strikes when one more comes.</param>
/// <param name="Delay">How long every piece is held back.</param>
internal sealed record LinkFate(LinkFault Fault, bool FromServer = true, long After = 0, TimeSpan Delay = default)
{
    private const double Most = 30_000;

    public static LinkFate None { get; } = new(LinkFault.None);

    /// <summary>Whether it strikes both ways at once.</summary>
    public bool IsBothWays => Fault is LinkFault.Reset or LinkFault.Close or LinkFault.BlackHole;

    /// <summary>What a seed decides for a link. It decides the same on every machine.</summary>
    /// <param name="link">The number of the link: 0 for the first that was opened.</param>
    /// <param name="among">One of these befalls it.</param>
    public static LinkFate OfSeed(int seed, int link, params LinkFault[] among)
    {
        // Random's first numbers are alike for seeds that are near each other.
        var random = new Random((int)((((ulong)(uint)seed << 32) + (uint)link) * 0x9E3779B97F4A7C15 >> 32));
        // Few bytes are as likely as many: a handshake has some hundred, an answer as many, a reader gets thousands.
        var after = (long)Math.Exp(random.NextDouble() * Math.Log(Most));
        return new LinkFate(among[random.Next(among.Length)], random.Next(2) == 0, after, TimeSpan.FromMilliseconds(random.Next(1, 100)));
    }
}
