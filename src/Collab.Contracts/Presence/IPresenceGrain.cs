namespace Collab.Contracts.Presence;

/// <summary>Who has a document open, and where they are. Its key is the document's id.</summary>
[Alias("Collab.IPresenceGrain")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>All connections that are here now, and every later change to the observer, gathered for a quarter of a second. Renewed every 10 s by calling again.</summary>
    [Alias("Observe")]
    Task<IReadOnlyList<PresenceOf>> ObserveAsync(IPresenceObserver observer);

    /// <summary>Connections that are here, moved or left, in any order. Of one that says nothing for 30 s it is as if it had left.</summary>
    [Alias("Report")]
    Task ReportAsync([Immutable] IReadOnlyList<PresenceOf> connections);

    /// <summary>The members who were here at some time since then, as far as this grain heard of them. It forgets when it moves or its node ends; who is here then is heard of again.</summary>
    [Alias("Attended")]
    Task<IReadOnlyList<string>> AttendedAsync(DateTimeOffset since);
}
