using Collab.Cluster.Tests.Running;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>deploy/check-image.sh: the image is made of deploy/Dockerfile, and lives as deploy/one-node.yml runs it. COLLAB_IMAGE=1 has it done.</summary>
[Collection(nameof(HostsCollection))]
public sealed class ImageTests(ITestOutputHelper output)
{
    /// <summary>Two base images are made and the server is compiled, on whatever else the machine does.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task The_image_is_built_runs_confined_and_stops_in_good_order()
    {
        if (Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        await using var check = Script.Start("deploy/check-image.sh", []);
        var code = await check.EndedAsync(Long);
        output.WriteLine(check.Output);
        Assert.True(code == 0, check.Output);
        Assert.Contains("It lives and is ready, as user 1654, with a root that is read-only", check.Output, StringComparison.Ordinal);
        Assert.Contains("It stopped in good order", check.Output, StringComparison.Ordinal);
    }

    /// <summary>Why the script is not run here; null where it is. It compiles the server once more and makes two systems of Debian's packages: a short round has no minutes for that.</summary>
    private static string? Missing => Environment.GetEnvironmentVariable("COLLAB_IMAGE") != "1" ? "it takes minutes; COLLAB_IMAGE=1 has it done" : Environment.UserName != "root"
        ? "images of this kind are built by root alone"
        : new[] { "buildah", "debootstrap" }.FirstOrDefault(program => !IsThere(program)) is { } absent ? $"there is no {absent} (Debian: apt-get install {absent})" : null;

    private static bool IsThere(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
