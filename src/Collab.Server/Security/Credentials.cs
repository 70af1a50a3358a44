using System.Collections.Concurrent;
using Collab.Domain;
using Collab.Server.Hosting;
using Collab.Storage;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>
/// Says who a secret speaks for. Only SHA-256 hashes of secrets are kept and compared, so the time taken tells nothing. What was found
/// is believed for <see cref="Lease"/>; what was ended here is forgotten at once.
/// </summary>
public sealed class Credentials(IAccountStore accounts, TimeProvider time, IOptions<ServerOptions> options, ISessionGrants? grants = null) : ICallerCheck, ISignOuts
{
    /// <summary>Every personal access token begins so: <c>collab_pat_{id}_{secret}</c>.</summary>
    public const string TokenPrefix = "collab_pat_";

    private const int Most = 10_000;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(0.8);
    // While storage is away for all nobody can be signed out either, so who is known reads on. A node that alone cannot reach it lets nobody come so far, once it knows (StorageContact); beside older nodes it never knows, so it is not for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5), BelievedWithoutStorage = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan NoteAgainAfter = TimeSpan.FromMinutes(1);

    private readonly SessionClock _clock = new(time);
    private long? _noteAgain;

    private readonly ConcurrentDictionary<(string Kind, string Hash), Known> _known = new();

    public event Action<string> Ended = static _ => { };

    /// <summary>The caller whose session the secret opens; null where there is none, or it has ended.</summary>
    public Task<Caller?> OfSessionAsync(string secret) => KnownAsync("session", secret, async () =>
    {
        if (await accounts.FindSessionAsync(secret) is not { } session || !Holds(session) || !await IsVouchedForAsync(session))
            return null;
        if (_clock.Now - session.LastSeen > SeenEvery)
            await NoteSeenAsync(() => accounts.SeeSessionAsync(session.Id, _clock.Seen));
        return Caller.Of(session);
    });

    /// <summary>The caller that the token speaks for; null where it is unknown, revoked or expired.</summary>
    public Task<Caller?> OfTokenAsync(string token) => KnownAsync("token", token, async () =>
    {
        var now = time.GetUtcNow();
        if (!token.StartsWith(TokenPrefix, StringComparison.Ordinal) || await accounts.FindTokenAsync(token) is not { } found || !found.HoldsAt(now))
            return null;
        if (now - (found.LastUsed ?? found.Created) > SeenEvery)
            await NoteSeenAsync(() => accounts.SeeTokenAsync(found.Id, now));
        return Caller.Of(found);
    });

    /// <summary>The caller of a token of ours that was sealed for them, while what they signed in by holds; null when it has ended.</summary>
    public Task<Caller?> OfHolderAsync(string token, Caller caller) => KnownAsync("sealed", token, async () => (await HoldAsync(caller))[0] ? caller : null);

    public async Task<IReadOnlyList<bool>> AreStillValidAsync(IReadOnlyList<Caller> callers)
    {
        var holds = await HoldAsync(callers);
        var ended = callers.Where((_, i) => !holds[i]).Select(caller => (caller.Session, caller.Token)).ToHashSet();
        // Ended through another node: whose connection closes is not let in again for the rest of the lease.
        if (ended.Count > 0)
            Forget(known => ended.Contains((known.Session, known.Token)));
        return holds;
    }

    // However many there are, one question about their sessions and one about their tokens.
    private async Task<bool[]> HoldAsync(params IReadOnlyList<Caller> callers)
    {
        HashSet<string> ids = [.. callers.Select(caller => caller.Session).OfType<string>()], tokenIds = [.. callers.Where(caller => caller.Session is null).Select(caller => caller.Token).OfType<string>()];
        var sessions = (ids.Count > 0 ? await accounts.FindSessionsAsync(ids) : []).ToDictionary(session => session.Id);
        var tokens = (tokenIds.Count > 0 ? await accounts.FindTokensAsync(tokenIds) : []).ToDictionary(token => token.Id);
        var now = time.GetUtcNow();
        return await Task.WhenAll(callers.Select(async caller => caller.Session is { } id
            ? sessions.TryGetValue(id, out var session) && session.Person == caller.Person && Holds(session) && await IsVouchedForAsync(session)
            : caller.Token is { } tokenId && tokens.TryGetValue(tokenId, out var token) && token.Person == caller.Person && token.HoldsAt(now)));
    }

    /// <summary>The person's sessions that hold, newest first.</summary>
    public async Task<IReadOnlyList<Session>> ListSessionsAsync(string person) => [.. (await accounts.ListSessionsAsync(person)).Where(Holds)];

    /// <summary>The secret of a new session.</summary>
    public async Task<string> BeginSessionAsync(string person, string device, SignInWay way)
    {
        var secret = Secret.New();
        await accounts.StartSessionAsync(secret, person, device, way, _clock.Seen);
        return secret;
    }

    /// <summary>Whether a session, also one that has ended, is one that an institution is asked about, or would be if it could be.</summary>
    public async Task<bool> IsOfInstitutionAsync(string id, string person) =>
        await accounts.FindSessionsAsync([id]) is [var session] && session.Person == person && (session.Way.IsOfInstitution() || session.Checked is not null);

    /// <summary>Notes that the person has shown again who they are; what the session hangs on stays.</summary>
    /// <returns>False where it has ended.</returns>
    public Task<bool> ConfirmSessionAsync(string id, SignInWay way) => accounts.ConfirmSessionAsync(id, way, _clock.Seen);

    public async Task EndSessionAsync(string id)
    {
        await accounts.EndSessionAsync(id, time.GetUtcNow());
        Forget(known => known.Session == id);
        Ended(id);
    }

    /// <summary>False where the person has no such token, or it was revoked before.</summary>
    public async Task<bool> RevokeTokenAsync(string person, string id)
    {
        if (!await accounts.RevokeTokenAsync(person, id, time.GetUtcNow()))
            return false;
        Forget(known => known.Token == id);
        Ended(id);
        return true;
    }

    /// <summary>Nobody is kept from reading because it cannot be noted that they do: it is tried again after a while.</summary>
    private async Task NoteSeenAsync(Func<Task> note)
    {
        if (_noteAgain is { } failed && time.GetElapsedTime(failed) < NoteAgainAfter)
            return;
        try
        {
            await note();
            _noteAgain = null;
        }
        catch (Exception e) when (e is StorageUnavailableException or OutcomeUnknownException)
        {
            _noteAgain = time.GetTimestamp();
        }
    }

    private bool Holds(Session session) => session.Ended is null
        && _clock.Now - session.LastSeen <= TimeSpan.FromDays(options.Value.SessionDays)
        && _clock.Now - session.SignedIn <= TimeSpan.FromDays(options.Value.LongestSessionDays);

    // Where the institution is configured no more, nobody vouches for those whom it let in.
    private Task<bool> IsVouchedForAsync(Session session) =>
        grants?.HoldsAsync(session) ?? Task.FromResult(!session.Way.IsOfInstitution() && session.Checked is null);

    // What is good for one thing is not asked for as another: who is known by a token of Hypothesis' client is not known by a personal one.
    private async Task<Caller?> KnownAsync(string kind, string secret, Func<Task<Caller?>> find)
    {
        var key = (kind, Secret.Hash(secret));
        var known = _known.GetValueOrDefault(key);
        if (known is not null && time.GetElapsedTime(known.Asked) < Lease)
            return known.Caller;
        var asked = time.GetTimestamp();
        Caller? caller;
        try
        {
            caller = await (known is null ? find() : find().WaitAsync(Patience, time));
        }
        catch (Exception failure) when (known is not null && failure is StorageUnavailableException or TimeoutException && time.GetElapsedTime(known!.Found) < BelievedWithoutStorage)
        {
            _known.TryUpdate(key, known with { Asked = asked }, known);
            return known.Caller;
        }

        if (caller is null)
        {
            _known.TryRemove(key, out _);
            return null;
        }

        if (_known.Count >= Most)
            _known.Clear();
        _known[key] = new Known(caller, asked, asked);
        return caller;
    }

    private void Forget(Predicate<Caller> which)
    {
        foreach (var (key, known) in _known)
        {
            if (which(known.Caller))
                _known.TryRemove(key, out _);
        }
    }

    /// <param name="Found">When storage said so last.</param>
    /// <param name="Asked">When it was asked last.</param>
    private sealed record Known(Caller Caller, long Found, long Asked);
}
