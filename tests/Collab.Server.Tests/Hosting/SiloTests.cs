using System.Reflection;
using Collab.Grains.Clauses;
using Collab.Grains.Clustering;
using Collab.Grains.Documents;
using Microsoft.AspNetCore.Builder;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Collab.Server.Tests.Hosting;

public sealed class SiloTests
{
    /// <summary>Where <see cref="SettledPlacement"/> is not asked, a document of a rolling restart wakes on the node that started a moment ago.</summary>
    [Fact]
    public void Documents_and_clauses_wake_where_SettledPlacement_says()
    {
        var builder = WebApplication.CreateBuilder();
        Collab.Server.Hosting.Silo.Add(builder, "Host=database");
        var asked = builder.Services.Last(service => service.IsKeyedService && service.ServiceType == typeof(IPlacementDirector) && Equals(service.ServiceKey, typeof(RandomPlacement)));
        Assert.Equal(typeof(SettledPlacement), asked.KeyedImplementationType);
        Assert.All([typeof(DocumentGrain), typeof(ClauseGrain)], grain => Assert.NotNull(grain.GetCustomAttribute<RandomPlacementAttribute>()));
    }
}
