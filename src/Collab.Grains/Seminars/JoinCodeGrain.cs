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

    private JoinCode? _code;
    private long _shown;

    private JoinCode? Current => Lifetime - time.GetElapsedTime(_shown) is var left && left > TimeSpan.Zero && _code is not null ? _code with { Left = left } : null;

    public Task<bool> ShowAsync(string goal, Role role)
    {
        if (Current is { } held && held.Seminar != goal)
            return Task.FromResult(false);
        _code = new JoinCode(goal, role);
        _shown = time.GetTimestamp();
        return Task.FromResult(true);
    }

    public Task WithdrawAsync(string goal)
    {
        if (_code?.Seminar == goal)
            _code = null;
        return Task.CompletedTask;
    }

    public Task<JoinCode?> FindAsync() => Task.FromResult(Current);
}
