using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;

namespace Collab.Grains.Seminars;

/// <summary>A join code lives as long as somebody shows it: nothing of it is stored. How long that is goes by a clock that nobody sets.</summary>
[Immovable]
public sealed class JoinCodeGrain([FromKeyedServices(GrainServices.Clock)] TimeProvider time) : Grain, IJoinCodeGrain
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(90);

    /// <summary>When each goal was withdrawn that is not shown again for as long as a code lives: who shows it on may have asked before.</summary>
    private readonly Dictionary<string, long> _withdrawn = [];
    private JoinCode? _code;
    private long _shown;

    private JoinCode? Current => Lifetime - time.GetElapsedTime(_shown) is var left && left > TimeSpan.Zero && _code is not null ? _code with { Left = left } : null;

    public Task<bool> ShowAsync(string goal, Role role)
    {
        if ((Current is { } held && held.Seminar != goal) || (_withdrawn.TryGetValue(goal, out var since) && !IsOver(since)))
            return Task.FromResult(false);
        _code = new JoinCode(goal, role);
        _shown = time.GetTimestamp();
        return Task.FromResult(true);
    }

    public Task WithdrawAsync(string goal)
    {
        if (_code?.Seminar == goal)
            _code = null;
        foreach (var (past, _) in _withdrawn.Where(entry => IsOver(entry.Value)).ToList())
            _withdrawn.Remove(past);
        // The mark of a withdrawal is no code: it goes where a new code is shown, and stands again with the next withdrawal.
        if (goal != JoinCode.Withdrawn)
            _withdrawn[goal] = time.GetTimestamp();
        return Task.CompletedTask;
    }

    public Task<JoinCode?> FindAsync() => Task.FromResult(Current);

    private bool IsOver(long since) => time.GetElapsedTime(since) >= Lifetime;
}
