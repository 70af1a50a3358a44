using System.Data;
using System.Runtime.ExceptionServices;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>
/// Does by other ways to the rows what met a damaged page. PostgreSQL reads a small table as a whole, and so pages on which nothing stands
/// that was asked for; and where a page of an index is damaged, the rows themselves are not.
/// </summary>
internal static class Detours
{
    // A plan that was made before pays no heed to the settings.
    private const string Anew = "SET plan_cache_mode = force_custom_plan; SET enable_bitmapscan = off";

    private const string Reset =
        "RESET plan_cache_mode; RESET enable_bitmapscan; RESET enable_seqscan; RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_indexscan; RESET enable_indexonlyscan";

    private static readonly string[] Ways =
    [
        $"{Anew}; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off",
        $"{Anew}; SET enable_indexscan = off; SET enable_indexonlyscan = off",
    ];

    /// <summary>Where one way meets damage nothing was written on it, and Npgsql has closed the connection.</summary>
    /// <exception cref="PostgresException">What was asked for is itself damaged, or cannot be reached.</exception>
    public static void Do(Link link, Action<NpgsqlConnection> work)
    {
        ExceptionDispatchInfo? met = null;
        foreach (var way in Ways)
        {
            var connection = link.Open();
            connection.Execute(way);
            try
            {
                work(connection);
                return;
            }
            catch (PostgresException damage) when (PostgresErrors.IsOfAPage(damage))
            {
                met = ExceptionDispatchInfo.Capture(damage);
            }
            finally
            {
                if (connection.State == ConnectionState.Open)
                    connection.Execute(Reset);
            }
        }

        met!.Throw();
    }
}
