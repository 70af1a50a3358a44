namespace Collab.Server.Hosting;

/// <summary>Where what is durable is kept.</summary>
public enum StorageKind
{
    /// <summary>In the data folder: one node.</summary>
    Sqlite,

    /// <summary>In a PostgreSQL database, for any number of nodes.</summary>
    Postgres,
}
