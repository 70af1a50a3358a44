namespace Collab.Benchmarks.Readers;

/// <summary>Where a reader sits: a server, and what is said to it so that it tells what happens.</summary>
/// <param name="Token">Null where the server asks for none.</param>
/// <param name="Opening">The message that begins it, for whoever has had the events up to a seq.</param>
/// <param name="IsOrdered">Whether the server promises every event in order, over connections too.</param>
/// <param name="After">The seq of the last event that is not told: those before it are past.</param>
internal sealed record Seat(Uri Address, string? Token, Func<long, string> Opening, bool IsOrdered, long After = 0)
{
    /// <summary>A document of Collab: it is watched from a seq on.</summary>
    public static Seat Watching(Uri address, string token, string document, long from = 0) =>
        new(address, token, after => $$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{document}}","{{after}}"]}""", IsOrdered: true, from);

    /// <summary>The group of bare SignalR: what was sent before nobody sends again.</summary>
    public static Seat Joining(Uri address) => new(address, null, _ => """{"type":1,"invocationId":"1","target":"Join","arguments":[]}""", IsOrdered: false);
}
