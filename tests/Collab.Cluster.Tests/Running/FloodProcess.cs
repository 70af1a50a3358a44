using System.Diagnostics;
using System.Globalization;

namespace Collab.Cluster.Tests.Running;

/// <summary>Somebody who floods a document from a process of their own.</summary>
internal sealed class FloodProcess : IAsyncDisposable
{
    private readonly Process _process;

    private FloodProcess(Process process) => _process = process;

    public static async Task<FloodProcess> StartAsync(Room room, Person person)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FloodProgram).Assembly.Location, $"{person.Address}", person.Cookie, room.Document, room.Clauses[0]]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var flood = new FloodProcess(Process.Start(start)!);
        Assert.Equal(FloodProgram.Ready, await flood._process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Long));
        return flood;
    }

    /// <summary>How many times as often as is allowed it writes from now on.</summary>
    public async Task SetAsync(int times)
    {
        await _process.StandardInput.WriteLineAsync(times.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends it.</summary>
    /// <returns>How many writes were sent, how many of them were refused with <c>rate-limited</c>, and how many ended otherwise.</returns>
    public async Task<(int Sent, int Refused, int Broken)> EndAsync()
    {
        _process.StandardInput.Close();
        var counts = (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Long) ?? "").Split(' ').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray();
        return (counts[0], counts[1], counts[2]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
