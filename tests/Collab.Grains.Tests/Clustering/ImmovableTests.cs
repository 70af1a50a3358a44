using Collab.Grains.Documents;
using Orleans.Placement;

namespace Collab.Grains.Tests.Clustering;

public sealed class ImmovableTests
{
    public static TheoryData<Type> Grains => new(typeof(DocumentGrain).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type)));

    /// <summary>A node that stops would otherwise send what waits for a grain along to another one, and now and then waits for the answer as long as it may.</summary>
    [Theory, MemberData(nameof(Grains))]
    public void No_grain_is_moved_to_another_node_with_what_waits_for_it(Type grain) =>
        Assert.Equal(ImmovableKind.Any, ((ImmovableAttribute?)Attribute.GetCustomAttribute(grain, typeof(ImmovableAttribute)))?.Kind);
}
