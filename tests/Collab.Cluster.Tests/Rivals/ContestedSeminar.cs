using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;

namespace Collab.Cluster.Tests.Rivals;

/// <summary>A seminar whose members write through both clusters.</summary>
internal sealed record ContestedSeminar(string Id, string OwnersPerson, IReadOnlyList<string> Members)
{
    /// <summary>Makes it in one cluster; the other finds it in the database.</summary>
    public static async Task<ContestedSeminar> CreateAsync(Rival rival, int members)
    {
        var (id, owner) = (Identifier.New(), Identifier.New());
        var grain = rival.Grains.GetGrain<ISeminarGrain>(id);
        (await grain.CreateAsync("Monday seminar", owner, "Ada")).Demand();
        List<string> joined = [];
        for (var i = 0; i < members; i++)
            joined.Add((await grain.JoinAsync(Identifier.New(), $"Member {i}", Role.Annotator)).Demand().Id!);
        return new ContestedSeminar(id, owner, joined);
    }
}
