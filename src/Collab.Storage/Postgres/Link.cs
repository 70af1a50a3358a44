using System.Data;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>One connection, opened when it is needed and anew when it broke.</summary>
internal sealed class Link(NpgsqlConnectionStringBuilder settings) : IDisposable
{
    private readonly string _name = ConnectionSettings.Name(settings);
    private NpgsqlConnection? _connection;

    /// <exception cref="StorageUnavailableException">There is no connection to be had; nothing was sent.</exception>
    public NpgsqlConnection Open()
    {
        // Npgsql closes it by itself after errors such as a full disk.
        if (_connection is { State: ConnectionState.Open })
            return _connection;
        Close();
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return _connection = connection;
        }
        catch (Exception x)
        {
            connection.Dispose();
            throw PostgresErrors.Connecting(x, _name);
        }
    }

    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Close();
}
