using System.Data;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>
/// Does by other ways to the rows what met a damaged page. PostgreSQL reads a small table as a whole, and so pages on which nothing stands
/// that was asked for; and where a page of an index is damaged, the rows themselves are not.
/// </summary>
internal static partial class Detours
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
            // The table alone has the damaged page as well, unless that is an index's; and it may be large.
            if (met?.SourceException is PostgresException first && !IsOfAnIndex(connection, first))
                break;
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
            catch (PostgresException late) when (met is not null && late.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                // What is known is that a page is damaged, and not that the database is slow.
                break;
            }
            finally
            {
                if (connection.State == ConnectionState.Open)
                    connection.Execute(Reset);
            }
        }

        met!.Throw();
    }

    /// <summary>PostgreSQL names the file of the page, and of what an index holds it says that it is an index's.</summary>
    private static bool IsOfAnIndex(NpgsqlConnection connection, PostgresException damage)
    {
        if (damage.SqlState == PostgresErrorCodes.IndexCorrupted)
            return true;
        if (PathOfARelation().Match(damage.MessageText) is not { Success: true } path)
            return false;
        using var row = connection.Query("SELECT 1 FROM pg_class WHERE relkind = 'i' AND pg_relation_filenode(oid) = $1::bigint::oid", long.Parse(path.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        return row.Read();
    }

    [GeneratedRegex(@"relation base/\d+/(\d+)")]
    private static partial Regex PathOfARelation();
}
