using Collab.Testing;

namespace Collab.Cluster.Tests.Running;

/// <summary>A cluster that deploy/cluster.sh runs on free ports, in a folder of its own.</summary>
public sealed class ClusterScript : IAsyncLifetime
{
    private const string Last = "Stop it with Ctrl+C";

    private Script? _script;

    public string Folder { get; } = Directory.CreateTempSubdirectory("collab-cluster-").FullName;

    public int Port { get; } = Ports.Free();

    /// <summary>Of the proxy.</summary>
    public Uri Address => new($"https://localhost:{Port}/");

    /// <summary>Of each node, behind the proxy.</summary>
    public IReadOnlyList<Uri> Nodes { get; } = [.. Enumerable.Range(0, 3).Select(_ => new Uri($"http://127.0.0.1:{Ports.Free()}/"))];

    /// <summary>Of the certificate that the proxy made.</summary>
    public string Fingerprint { get; private set; } = "";

    public string Output => Running.Output;

    private Script Running => _script ?? throw new InvalidOperationException("It has not been started.");

    public async Task InitializeAsync()
    {
        _script = Start();
        await _script.SaysAsync(Last);
        Fingerprint = await Certificates.FingerprintAsync(Port);
    }

    /// <returns>The exit code of the script.</returns>
    public Task<int> StopAsync()
    {
        Running.Terminate();
        return Running.EndedAsync();
    }

    /// <summary>Starts it again where it was stopped.</summary>
    public async Task StartAgainAsync()
    {
        await Running.DisposeAsync();
        await InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        if (_script is not null)
            await _script.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The script as it was started, once more.</summary>
    internal Script Start() => Script.Start("deploy/cluster.sh", [Folder], new Dictionary<string, string>
    {
        ["COLLAB_HOST"] = $"localhost:{Port}",
        ["COLLAB_NODES"] = string.Join(' ', Nodes.Select(node => node.Authority)),
        ["COLLAB_PROGRAM"] = Script.Program,
        // As in the image of the SDK, where a node that runs as root is refused.
        ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
        ["Collab__AllowRoot"] = "false",
        // As where nothing but a proxy leads out.
        ["http_proxy"] = "http://127.0.0.1:9",
        ["https_proxy"] = "http://127.0.0.1:9",
    });

    /// <summary>The process of a node (<c>node-1</c>), of <c>postgres</c> or <c>proxy</c>; 0 while it is being started.</summary>
    public int ProcessOf(string name) => int.TryParse(File.ReadAllText(Path.Combine(Folder, $"{name}.pid")), out var process) ? process : 0;
}
