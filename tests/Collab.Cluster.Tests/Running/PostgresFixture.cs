using Collab.Testing.Postgres;

namespace Collab.Cluster.Tests.Running;

/// <summary>The one PostgreSQL of all classes that run at a time and need nothing of it but a database.</summary>
public sealed class PostgresFixture : IDisposable
{
    private static readonly Lock Gate = new();
    private static PostgresServer? _server;
    private static int _users;

    public PostgresFixture()
    {
        lock (Gate)
        {
            _server ??= PostgresServer.StartNew();
            (Server, _users) = (_server, _users + 1);
        }
    }

    public PostgresServer Server { get; }

    public void Dispose()
    {
        lock (Gate)
        {
            if (--_users > 0)
                return;
            _server?.Dispose();
            _server = null;
        }
    }
}
