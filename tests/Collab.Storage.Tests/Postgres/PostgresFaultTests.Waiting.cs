using Collab.Testing;

namespace Collab.Storage.Tests.Postgres;

/// <summary>This part takes the time.</summary>
public sealed partial class PostgresFaultTests
{
    private void EndSessions(string which = "true") => _server.Query(
        "postgres", $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{_database}' AND pid <> pg_backend_pid() AND {which}");

    private static async Task<T> InTimeAsync<T>(Func<Task<T>> ask)
    {
        using var asked = Turns.Count();
        var answer = await ask();
        Assert.True(asked.Elapsed < Limit, $"The answer took {asked.Elapsed}.");
        return answer;
    }

    private static Task InTimeAsync(Func<Task> ask) => InTimeAsync(async () =>
    {
        await ask();
        return true;
    });

    /// <summary>
    /// Tries, as a client does, until it succeeds. A write whose outcome was unknown may come true between the look and the second attempt,
    /// which then conflicts.
    /// </summary>
    private static async Task ResumesAsync(Func<Task> ask)
    {
        using var since = Turns.Count();
        while (true)
        {
            try
            {
                await ask();
                break;
            }
            catch (Exception x) when (x is StorageUnavailableException or OutcomeUnknownException or StreamConflictException && since.Elapsed < 2 * Limit)
            {
                await Task.Delay(Poll);
            }
        }

        Assert.True(since.Elapsed < Limit, $"It took {since.Elapsed} to resume.");
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var waited = Turns.Count();
        for (; !holds(); await Task.Delay(Poll))
            Assert.True(waited.Elapsed < Limit, "It did not come to that.");
    }
}
