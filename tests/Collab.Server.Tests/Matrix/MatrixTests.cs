using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Server.Tests.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Collab.Server.Tests.Matrix;

/// <summary>Every row of the permission table, by every door that it has, for every caller, in every state that matters to it.</summary>
[Collection(ServerCollection.Name)]
public sealed class MatrixTests(ServerFixture fixture, ITestOutputHelper output)
{
    private const int Least = 2500;

    [Fact]
    public async Task Every_cell_is_as_the_table_says()
    {
        var tried = await Task.WhenAll(Enum.GetValues<Condition>().Select(TryAsync));
        var cells = tried.SelectMany(each => each.Cells).ToList();
        foreach (var way in cells.GroupBy(cell => (cell.Condition, cell.Door.Way)).OrderBy(way => way.Key))
            output.WriteLine($"{way.Key.Condition} {way.Key.Way}: {way.Count()} cells");
        output.WriteLine($"{cells.Count} cells of {cells.Select(cell => cell.Door.Row).Distinct().Count()} rows");
        var wrong = tried.SelectMany(each => each.Wrong).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells.Count}:\n{string.Join('\n', wrong.Take(60))}");
        Assert.True(cells.Count >= Least, $"{cells.Count} cells");
        Assert.Equal(PermissionTable.Actions.Order(), cells.Select(cell => cell.Door.Row).Distinct().Order());
    }

    [Fact]
    public void Every_endpoint_and_every_method_of_the_hub_is_a_door_of_the_matrix()
    {
        var endpoints = from endpoint in fixture.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                        where endpoint.Metadata.GetMetadata<Permission>() is { Action: not "operate" }
                        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";
        Assert.Empty(endpoints.Except(Doors.All.Select(door => door.Call)));
        var methods = HubMethods.All.Select(method => (method.Name, PermissionTable.ActionOf(HubMethods.RightOf(method)!.Value)));
        Assert.Empty(methods.Except(Doors.All.Where(door => door.Way == Way.Hub).Select(door => (door.Call, door.Row))));
    }

    private async Task<(IReadOnlyList<Cell> Cells, IReadOnlyList<string> Wrong)> TryAsync(Condition condition)
    {
        await using var world = await World.FoundAsync(fixture.Server, condition);
        var cells = world.Cells();
        await world.BeginAsync(cells);
        List<string> wrong = [];
        foreach (var cell in cells)
        {
            if (await world.TryAsync(cell) is { } sentence)
                wrong.Add(sentence);
        }

        return (cells, wrong);
    }
}
