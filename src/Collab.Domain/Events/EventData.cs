using System.Text.Json.Serialization;

namespace Collab.Domain.Events;

/// <summary>
/// What happened, without anything that a person wrote: ids, kinds and places. It is chained as it is and never erased.
/// The kind of an event is the name of its type.
/// </summary>
public abstract record EventData
{
    [JsonIgnore]
    public virtual string Kind => GetType().Name;
}
