using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>A piece of work that waits for a connection. Its caller gets an answer in time, whatever the connection does.</summary>
internal abstract class Job(Effect effect)
{
    private const int Waiting = 0, Sent = 1, GivenUp = 2;
    private int _stage;

    public Effect Effect => effect;

    public abstract bool IsAnswered { get; }

    /// <summary>Notes that from now on it may reach the database; false when the caller was told that it did not.</summary>
    public bool Send() => Interlocked.CompareExchange(ref _stage, Sent, Waiting) != GivenUp;

    public abstract void Run(NpgsqlConnection connection);

    public abstract void Fail(Exception error);

    /// <summary>Answers that time is up.</summary>
    protected void GiveUp(string database)
    {
        var unsent = Interlocked.CompareExchange(ref _stage, GivenUp, Waiting) == Waiting;
        var late = new TimeoutException(PostgresErrors.NoAnswer(database));
        Fail(unsent || effect == Effect.None ? new StorageUnavailableException(late.Message, late) : new OutcomeUnknownException(late));
    }
}
