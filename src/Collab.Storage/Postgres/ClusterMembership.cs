using System.Net;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>
/// What Orleans' clustering over ADO.NET keeps in the database, and the statements it asks for by key: it reads them from OrleansQuery
/// and binds the parameters by name. The names are Orleans', the SQL is ours.
/// </summary>
internal static class ClusterMembership
{
    private const string Silo = "DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation";

    private const string Columns = "m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version";

    // Orleans wants the table's version also when there is no row for the silo.
    private const string Read = $"""
        SELECT {Columns} FROM OrleansMembershipVersionTable v
        LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
        """;

    /// <summary>The tables and the statements.</summary>
    public const string Sql = $"""
        CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);

        CREATE TABLE OrleansMembershipVersionTable (
            DeploymentId text PRIMARY KEY,
            Timestamp timestamptz NOT NULL DEFAULT now(),
            Version integer NOT NULL DEFAULT 0
        );

        CREATE TABLE OrleansMembershipTable (
            DeploymentId text NOT NULL,
            Address text NOT NULL,
            Port integer NOT NULL,
            Generation integer NOT NULL,
            SiloName text NOT NULL,
            HostName text NOT NULL,
            Status integer NOT NULL,
            ProxyPort integer,
            SuspectTimes text,
            StartTime timestamptz NOT NULL,
            IAmAliveTime timestamptz NOT NULL,
            PRIMARY KEY (DeploymentId, Address, Port, Generation)
        );

        INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
        ('GatewaysQueryKey', $query$
            SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
            WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
        $query$),
        ('MembershipReadAllKey', $query$
            {Read} WHERE v.DeploymentId = @DeploymentId
        $query$),
        ('MembershipReadRowKey', $query$
            {Read} AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
            WHERE v.DeploymentId = @DeploymentId
        $query$),
        ('InsertMembershipVersionKey', $query$
            WITH added AS (
                INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
            SELECT EXISTS (SELECT FROM added)
        $query$),
        ('InsertMembershipKey', $query$
            WITH moved AS (
                UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
                WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (SELECT FROM OrleansMembershipTable WHERE {Silo})
                RETURNING 1),
            added AS (
                INSERT INTO OrleansMembershipTable (
                    DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
                SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
                RETURNING 1)
            SELECT EXISTS (SELECT FROM added)
        $query$),
        ('UpdateMembershipKey', $query$
            WITH moved AS (
                UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
                WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS (SELECT FROM OrleansMembershipTable WHERE {Silo})
                RETURNING 1),
            changed AS (
                UPDATE OrleansMembershipTable SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
                WHERE {Silo} AND EXISTS (SELECT FROM moved)
                RETURNING 1)
            SELECT EXISTS (SELECT FROM changed)
        $query$),
        ('UpdateIAmAlivetimeKey', $query$
            UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime WHERE {Silo}
        $query$),
        ('DeleteMembershipTableEntriesKey', $query$
            WITH gone AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId)
            DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId
        $query$),
        -- 6 is SiloStatus.Dead.
        ('CleanupDefunctSiloEntriesKey', $query$
            DELETE FROM OrleansMembershipTable
            WHERE DeploymentId = @DeploymentId AND Status = 6 AND StartTime < @IAmAliveTime AND IAmAliveTime < @IAmAliveTime
        $query$),
        ('CleanupDefunctSiloEntryKey', $query$
            DELETE FROM OrleansMembershipTable
            WHERE {Silo} AND Status = 6 AND StartTime = @StartTime AND IAmAliveTime = @IAmAliveTime
                AND coalesce(SuspectTimes, '') = coalesce(@SuspectTimes, '')
        $query$);
        """;

    /// <summary>The highest generation of an address; 0 where there is none.</summary>
    public static int NewestGeneration(NpgsqlConnection connection, string cluster, IPEndPoint address)
    {
        using var newest = new NpgsqlCommand("SELECT max(Generation) FROM OrleansMembershipTable WHERE DeploymentId = $1 AND Address = $2 AND Port = $3", connection);
        newest.Parameters.Add(new NpgsqlParameter { Value = cluster });
        newest.Parameters.Add(new NpgsqlParameter { Value = address.Address.ToString() });
        newest.Parameters.Add(new NpgsqlParameter { Value = address.Port });
        return newest.ExecuteScalar() as int? ?? 0;
    }
}
