using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Hubs;

/// <summary>A live connection: one to the hub, or a stream of Server-Sent Events. It ends with the rights that let it in.</summary>
/// <param name="close">Closes it; called at most once.</param>
/// <param name="forget">Called when it has ended.</param>
public sealed class Connection(Caller caller, Action close, Action<Connection> forget) : IDisposable
{
    private readonly Dictionary<DocumentFeed, IDisposable> _stays = [];
    private int _closed;
    private bool _ended;
    private bool _over;

    public Caller Caller => caller;

    /// <summary>Whether it was closed because the rights that let it in are over: who had them need not come again.</summary>
    public bool HasEnded => Volatile.Read(ref _ended);

    /// <summary>The caller was let into the document: when they are a member no longer, the connection closes.</summary>
    public void Enter(DocumentFeed feed)
    {
        lock (_stays)
        {
            if (_over || _stays.ContainsKey(feed))
                return;
            _stays[feed] = feed.Stay(caller.Person, End);
        }

        // They may have been removed in between.
        if (feed.State.Header.MemberOf(caller.Person) is null)
            End();
    }

    /// <summary>Closes it because the rights that let it in are over.</summary>
    public void End()
    {
        Volatile.Write(ref _ended, true);
        Close();
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        try
        {
            close();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself; the others must be closed all the same.
        }
    }

    public void Dispose()
    {
        lock (_stays)
        {
            _over = true;
            foreach (var stay in _stays.Values)
                stay.Dispose();
            _stays.Clear();
        }

        forget(this);
    }
}
