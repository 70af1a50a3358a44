namespace Collab.Domain.Commands;

/// <summary>Take no more notes into a round's sealed log; the document's word, no client's.</summary>
public sealed record EndRound : Command
{
    public override string? Home => null;
}
