using System.Text.Json;
using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

/// <summary>What a page's own thread has had of a processor: where others use the machine it waits for its turn, and that is not its doing.</summary>
internal sealed class PageTime
{
    private readonly ICDPSession _session;

    private PageTime(ICDPSession session) => _session = session;

    public static async Task<PageTime> OfAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        return new PageTime(session);
    }

    /// <summary>What the thread had of a processor between the beginning of this and its end, in milliseconds.</summary>
    public async Task<double> OfAsync(Func<Task> what)
    {
        var before = await NowAsync();
        await what();
        return await NowAsync() - before;
    }

    private async Task<double> NowAsync()
    {
        var metrics = (await _session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray();
        return metrics.Single(metric => metric.GetProperty("name").GetString() == "ThreadTime").GetProperty("value").GetDouble() * 1_000;
    }
}
