namespace Collab.Server.Feeds;

/// <summary>Who was let into the document on this node, so that they can be put out.</summary>
public sealed partial class DocumentFeed
{
    private readonly HashSet<Stayed> _stays = [];

    /// <summary>Keeps the feed open until it is disposed, and says when the person is a member no longer. Take it before looking whether they are one now.</summary>
    public IDisposable Stay(string person, Action gone)
    {
        var stay = new Stayed(this, person, gone);
        lock (_gate)
            _stays.Add(stay);
        return stay;
    }

    private void MembersMoved()
    {
        MembersChanged.Fire();
        Stayed[] gone;
        lock (_gate)
            gone = [.. _stays.Where(stay => State.Header.MemberOf(stay.Person) is null)];
        foreach (var stay in gone)
            stay.Gone();
    }

    private void Leave(Stayed stay)
    {
        lock (_gate)
        {
            _lastUsed = _time.GetTimestamp();
            _stays.Remove(stay);
        }
    }

    private sealed class Stayed(DocumentFeed feed, string person, Action gone) : IDisposable
    {
        public string Person => person;

        public void Gone() => gone();

        public void Dispose() => feed.Leave(this);
    }
}
