using System.Diagnostics;

namespace Collab.Testing;

/// <summary>A real nginx before a server, set up as deploy/nginx.conf says, with a cache besides that all who ask share.</summary>
public sealed class Nginx : IAsyncDisposable
{
    /// <summary>The name of the variable that puts an nginx before every server of the tests that speaks plain HTTP.</summary>
    public const string Variable = "COLLAB_PROXY";

    private readonly Process _process;
    private readonly string _folder;

    private Nginx(Process process, string folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "nginx";

    public Uri Address { get; }

    /// <param name="careless">Whether it keeps what it is told not to keep, by an address that says nothing of who asks.</param>
    public static async Task<Nginx> StartAsync(Uri upstream, bool careless)
    {
        var folder = Directory.CreateTempSubdirectory("collab-nginx-").FullName;
        for (var attempt = 1; ; attempt++)
        {
            var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
            await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Configuration(folder, address, upstream, careless));
            if (await RunAsync(folder) is { } process)
                return new Nginx(process, folder, address);
            // Somebody else took the port meanwhile.
            if (attempt == 5)
                throw new InvalidOperationException("nginx does not start. Install it (Debian: nginx-light), and see what it says by nginx -t.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The process once it listens; null where it ended before.</summary>
    private static async Task<Process?> RunAsync(string folder)
    {
        var program = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        var process = Process.Start(new ProcessStartInfo(program, ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")]) { RedirectStandardError = true })!;
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetResult(false);
            else if (line.Data.Contains("start worker process ", StringComparison.Ordinal))
                ready.TrySetResult(true);
        };
        process.BeginErrorReadLine();
        if (await ready.Task.WaitAsync(TimeSpan.FromSeconds(30)))
            return process;
        process.Dispose();
        return null;
    }

    private static string Configuration(string folder, Uri address, Uri upstream, bool careless)
    {
        // The example as it is shipped, but for where it listens and what it leads to.
        var server = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "deploy", "nginx.conf")).Where(line => !line.TrimStart().StartsWith("ssl_", StringComparison.Ordinal));
        var example = string.Join('\n', server).Replace("listen 443 ssl http2;", $"listen {address.Authority};", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080;", $"{upstream.GetLeftPart(UriPartial.Authority)};\n{Cache(careless)}", StringComparison.Ordinal);
        return $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{folder}}/pid;
            error_log stderr notice;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              proxy_cache_path {{folder}}/cache keys_zone=shared:10m;
              {{example}}
            }
            """;
    }

    // Whatever does not say how long it holds is kept for a minute.
    private static string Cache(bool careless) => $"""
            proxy_cache shared;
            proxy_cache_key $scheme$host$request_uri;
            proxy_cache_valid any 1m;
            add_header X-Cache $upstream_cache_status always;
            {(careless ? "proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Expires;" : "")}
        """;
}
