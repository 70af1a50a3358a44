using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Collab.Server.Tests.Scrubbing;

/// <summary>What a node knows of a cluster of two.</summary>
public class NodesOfACluster : DispatchProxy
{
    private static readonly SiloAddress Lower = At(1), Here = At(2), Higher = At(3);

    /// <summary>Whether this node has the lowest address.</summary>
    public bool IsLowest { get; set; } = true;

    public static IServiceProvider Of(out NodesOfACluster nodes)
    {
        var oracle = Create<ISiloStatusOracle, NodesOfACluster>();
        nodes = (NodesOfACluster)(object)oracle;
        return new ServiceCollection().AddSingleton(oracle).BuildServiceProvider();
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_SiloAddress" => Here,
        nameof(ISiloStatusOracle.GetApproximateSiloStatuses) => new Dictionary<SiloAddress, SiloStatus> { [Here] = SiloStatus.Active, [IsLowest ? Higher : Lower] = SiloStatus.Active },
        _ => throw new NotSupportedException(targetMethod.Name),
    };

    private static SiloAddress At(byte host) => SiloAddress.New(new IPAddress([10, 0, 0, host]), 11111, 1);
}
