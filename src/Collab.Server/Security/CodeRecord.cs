using System.Collections.Concurrent;
using System.Net;
using Collab.Contracts.Seminars;
using Collab.Domain.Policy;

namespace Collab.Server.Security;

/// <summary>
/// Shows and stops join codes for members, so that the seminar's record says who did, and when each ended. What the start of the server prints is not noted
/// until somebody comes in by it: else a server that is started daily would put off the end of its seminar.
/// </summary>
public sealed class CodeRecord(JoinCodes codes, IGrainFactory grains, TimeProvider time) : IDisposable
{
    // Whoever shows a code on in its last moment may be answered a little later.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Seminar, Role Role), ITimer> _ends = [];
    private volatile bool _disposed;

    /// <summary>The code that leads into the seminar with the role. Who cannot note that they show it shows none.</summary>
    public async Task<(string Code, DateTimeOffset Expires)> ShowAsync(string seminar, Role role, string actor, IPAddress? from)
    {
        var (code, expires, anew) = await codes.ShowAsync(seminar, role, from);
        LookIn(seminar, role, JoinCodes.Lifetime + Afterwards);
        var noted = false;
        try
        {
            (await SeminarOf(seminar).ShowCodeAsync(actor, role, anew)).Demand();
            noted = true;
        }
        finally
        {
            if (!noted && anew)
                await codes.WithdrawAsync(seminar, role, code);
        }

        return (code, expires);
    }

    /// <summary>Ends the seminar's codes, whoever shows them.</summary>
    public async Task StopAsync(string seminar, string actor)
    {
        List<Role> shown = [];
        foreach (var role in JoinCodes.Roles)
        {
            if (await codes.CurrentAsync(seminar, role) is not null)
                shown.Add(role);
        }

        // Before it is noted: what cannot be written stops as well.
        await codes.WithdrawAsync(seminar);
        var state = await SeminarOf(seminar).OpenAsync();
        foreach (var role in JoinCodes.Roles.Where(role => shown.Contains(role) || state?.CodeFor(role) is not null))
            (await SeminarOf(seminar).EndCodeAsync(actor, role)).Demand();
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var timer in _ends.Values)
            timer.Dispose();
    }

    private ISeminarGrain SeminarOf(string seminar) => grains.GetGrain<ISeminarGrain>(seminar);

    /// <summary>Looks after a while whether a code is still shown.</summary>
    private void LookIn(string seminar, Role role, TimeSpan wait)
    {
        var timer = _ends.GetOrAdd((seminar, role), key => time.CreateTimer(_ => _ = LookAsync(key.Seminar, key.Role), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        if (_disposed)
            timer.Dispose();
        else
            timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private async Task LookAsync(string seminar, Role role)
    {
        try
        {
            // Before the code is asked for: one that is shown anew meanwhile is another showing.
            if ((await SeminarOf(seminar).OpenAsync())?.CodeFor(role) is not { } showing)
                return;
            if (await codes.CurrentAsync(seminar, role) is { } current)
                LookIn(seminar, role, (current.Expires - time.GetUtcNow() ?? JoinCodes.Lifetime) + Afterwards);
            else
                (await SeminarOf(seminar).EndCodeAsync(null, role, showing.Seq)).Demand();
        }
        catch (Exception)
        {
            // The storage or another node is away: it is looked again.
            LookIn(seminar, role, JoinCodes.Lifetime);
        }
    }
}
