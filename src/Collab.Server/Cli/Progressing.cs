using Collab.Server.Admin;
using Spectre.Console;

namespace Collab.Server.Cli;

/// <summary>Shows how far long work has come, a bar on a terminal and lines elsewhere: on standard error, so that a script reads the result alone.</summary>
internal static class Progressing
{
    /// <param name="what">"Saving".</param>
    /// <param name="work">Reports how far it has come; bytes, where the total is 0 because nobody knows it.</param>
    public static async Task<T> RunAsync<T>(string what, Func<Action<Verification.Progress>, Task<T>> work)
    {
        var console = Terminal.Of(Console.Error, Console.IsErrorRedirected);
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Interactive)
            return await work(new PlainProgress(what, Console.Error).Report);
        return await console.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(what);
            return await work(progress =>
            {
                task.IsIndeterminate = progress.Total == 0;
                if (task.IsIndeterminate)
                    task.Description = $"{what} {PlainProgress.Mebibytes(progress)} MiB";
                task.MaxValue = Math.Max(1, progress.Total);
                task.Value = progress.Done;
            });
        });
    }
}
