using Collab.Server.Admin;
using Spectre.Console;

namespace Collab.Server.Cli;

/// <summary>Shows how far long work has come, on a terminal; elsewhere nothing.</summary>
internal static class Progressing
{
    public static async Task<T> RunAsync<T>(string what, Func<Action<Verification.Progress>, Task<T>> work)
    {
        var console = Terminal.Of(Console.Error, Console.IsErrorRedirected);
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Interactive)
            return await work(_ => { });
        return await console.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(what);
            return await work(progress =>
            {
                task.MaxValue = Math.Max(1, progress.Total);
                task.Value = progress.Done;
            });
        });
    }
}
