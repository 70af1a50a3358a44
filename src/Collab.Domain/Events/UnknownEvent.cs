namespace Collab.Domain.Events;

/// <summary>An event of a kind that a newer version wrote: kept in its place, folded by nobody.</summary>
public sealed record UnknownEvent(string Name) : EventData
{
    public override string Kind => Name;
}
