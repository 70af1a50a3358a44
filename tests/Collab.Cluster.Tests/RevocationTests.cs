using Collab.Cluster.Tests.Running;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Rights that are withdrawn while they are used by every door. COLLAB_REVOCATIONS sets how often: half of it on one server, half across three nodes.</summary>
[Collection(nameof(AloneCollection))]
public sealed class RevocationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task On_one_server_nothing_later_reaches_whoever_lost_a_right()
    {
        var folder = Directory.CreateTempSubdirectory("collab-revocations-");
        await using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            using var room = await Room.EnterAsync(server);
            await new Revocations(room, output).RaceAsync();
        }

        folder.Delete(recursive: true);
    }
}
