namespace Collab.Cluster.Tests.Running;

/// <summary>
/// Chooses which nodes of three are struck: in turn the one that holds the document and one that readers are on, and of ten times once both at
/// once; which of those that readers are on is chance. Keeps how long it took until writes resumed.
/// </summary>
internal sealed class Strikes(Nodes nodes, Room room, Load load, TimeSpan promised, int seed)
{
    // Who is left alone of three is outvoted by the two that are gone, until they have said nothing for 6 s: as when all die (docs/decisions/0285).
    private static readonly TimeSpan OfTwo = TimeSpan.FromSeconds(20);

    // Both early, so that a short round has it. It takes three times as long as one, and promises less.
    private static readonly Victim[] InTurn =
        [Victim.Holder, Victim.Readers, Victim.Both, Victim.Holder, Victim.Readers, Victim.Holder, Victim.Readers, Victim.Holder, Victim.Readers, Victim.Holder];

    private readonly Random _random = new(seed);
    private readonly List<Strike> _struck = [];
    private readonly Times _both = new(OfTwo);

    /// <summary>How long writes rested each time that one node was struck.</summary>
    public Times OfOne { get; } = new(promised);

    /// <summary>How many nodes were struck so far.</summary>
    public int Nodes => _struck.Sum(strike => strike.Nodes.Count);

    public Task<Strike> NextAsync() => ChooseAsync(InTurn[_struck.Count % InTurn.Length]);

    public async Task<Strike> ChooseAsync(Victim victim)
    {
        await load.SpreadReadersAsync();
        var holder = await nodes.HolderOfAsync(room.Document);
        var beside = (holder + _random.Next(1, nodes.Count)) % nodes.Count;
        _struck.Add(new Strike(victim, victim switch { Victim.Holder => [holder], Victim.Readers => [beside], _ => [holder, beside] }));
        return _struck[^1];
    }

    /// <param name="took">As the clock says.</param>
    /// <param name="left">The part of the machine that others left meanwhile.</param>
    public void Add(Strike strike, TimeSpan took, double left) => (strike.Victim == Victim.Both ? _both : OfOne).Add(took, left);

    /// <summary>Fails where it took longer than promised.</summary>
    public void Demand(string what)
    {
        OfOne.Demand(what);
        _both.Demand($"{what}, with two of three struck");
    }

    public override string ToString() =>
        $"{Count(Victim.Holder)} × the holder, {Count(Victim.Readers)} × a node that readers were on: {OfOne}; {Count(Victim.Both)} × both: {_both}";

    private int Count(Victim victim) => _struck.Count(strike => strike.Victim == victim);
}
