using System.Collections.Concurrent;
using Collab.Server.Security;

namespace Collab.Server.Tests.Hubs;

/// <summary>Sessions that end when the test says so.</summary>
internal sealed class Credentials : ICallerCheck, ISignOuts
{
    private readonly ConcurrentDictionary<string, bool> _ended = [];

    public event Action<string> Ended = _ => { };

    public static Caller Caller(string person, string? session = null) => new(person, session ?? "session-of-" + person, null, Collab.Server.Security.Caller.AllScopes, null);

    public ValueTask<bool> IsStillValidAsync(Caller caller, CancellationToken cancellation) => new(!_ended.ContainsKey(caller.Session ?? caller.Token!));

    /// <summary>As on the node where it happens.</summary>
    public void End(string sessionOrToken)
    {
        EndElsewhere(sessionOrToken);
        Ended(sessionOrToken);
    }

    /// <summary>As on another node: nobody is told.</summary>
    public void EndElsewhere(string sessionOrToken) => _ended[sessionOrToken] = true;
}
