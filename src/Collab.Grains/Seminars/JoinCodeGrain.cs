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

    private JoinCode? Current => time.GetElapsedTime(_shown) < Lifetime ? _code : null;

    public Task<bool> ShowAsync(string seminar, Role role)
    {
        if (Current is { } held && held.Seminar != seminar)
            return Task.FromResult(false);
        _code = new JoinCode(seminar, role);
        _shown = time.GetTimestamp();
        return Task.FromResult(true);
    }

    public Task WithdrawAsync(string seminar)
    {
        if (_code?.Seminar == seminar)
            _code = null;
        return Task.CompletedTask;
    }

    public Task<JoinCode?> FindAsync() => Task.FromResult(Current);
}
