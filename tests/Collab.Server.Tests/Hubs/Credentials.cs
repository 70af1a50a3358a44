using System.Collections.Concurrent;
using Collab.Server.Security;
using Collab.Storage;

namespace Collab.Server.Tests.Hubs;

/// <summary>Sessions that end when the test says so.</summary>
internal sealed class Credentials : ICallerCheck, ISignOuts
{
    private readonly ConcurrentDictionary<string, bool> _ended = [];

    public event Action<string> Ended = _ => { };

    public static Caller Caller(string person, string? session = null) => new(person, session ?? "session-of-" + person, null, Collab.Server.Security.Caller.AllScopes, null);

    /// <summary>How many were asked about at once, each time.</summary>
    public ConcurrentQueue<int> Asked { get; } = [];

    /// <summary>Whether whoever asks gets no answer.</summary>
    public bool Away { get; set; }

    public Task<IReadOnlyList<bool>> AreStillValidAsync(IReadOnlyList<Caller> callers)
    {
        Asked.Enqueue(callers.Count);
        return Away ? throw new StorageUnavailableException("on purpose") : Task.FromResult<IReadOnlyList<bool>>([.. callers.Select(caller => !_ended.ContainsKey(caller.Session ?? caller.Token!))]);
    }

    /// <summary>As on the node where it happens.</summary>
    public void End(string sessionOrToken)
    {
        EndElsewhere(sessionOrToken);
        Ended(sessionOrToken);
    }

    /// <summary>As on another node: nobody is told.</summary>
    public void EndElsewhere(string sessionOrToken) => _ended[sessionOrToken] = true;
}
