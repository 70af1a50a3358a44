using Collab.Server.Hosting;
using Collab.Testing;
using Microsoft.Extensions.Configuration;

namespace Collab.Server.Tests.Hosting;

public sealed class RunningAsRootTests
{
    [Theory]
    [InlineData(true, "true", null, false)]
    [InlineData(true, "true", "true", true)]
    [InlineData(true, "true", "false", false)]
    [InlineData(true, null, null, true)]
    [InlineData(false, "true", null, true)]
    public void N120_in_a_container_root_is_refused_unless_the_operator_allows_it(bool root, string? container, string? allowed, bool starts)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [RunningAsRoot.InContainer] = container, ["Collab:AllowRoot"] = allowed }).Build();
        if (starts)
            RunningAsRoot.Demand(configuration, root);
        else
            Assert.Contains("does not run as root in a container", Assert.Throws<InvalidDataException>(() => RunningAsRoot.Demand(configuration, root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task N120_the_server_asks_before_it_touches_the_data_folder()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var settings = new Dictionary<string, string?> { [RunningAsRoot.InContainer] = "true", ["Collab:AllowRoot"] = "false", ["Collab:Data"] = folder };
        if (RunningAsRoot.IsRoot)
        {
            Assert.Throws<InvalidDataException>(() => CollabHost.Build(settings, []));
            Assert.False(Directory.Exists(folder));
            return;
        }

        // Whoever is not root is not asked.
        await using (CollabHost.Build(settings, []))
            Assert.True(Directory.Exists(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void N120_on_a_machine_root_is_told(bool root)
    {
        using var log = new CapturedLog();
        RunningAsRoot.Warn(log.CreateLogger("Collab"), root);
        Assert.Equal(root, log.Text.StartsWith("Warning Collab Collab runs as root", StringComparison.Ordinal));
    }
}
