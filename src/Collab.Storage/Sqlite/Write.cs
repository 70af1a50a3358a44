namespace Collab.Storage.Sqlite;

/// <summary>One unit of work for the writer thread: all of it is written, or nothing.</summary>
internal abstract class Write
{
    /// <summary>Why this one alone failed, while its group went on.</summary>
    public Exception? Failure { get; set; }

    public abstract void Run(Database database);

    /// <summary>Done once the group is durable, outside the transaction.</summary>
    public abstract void AfterCommit(Database database);

    public abstract void Succeed();

    public abstract void Fail(Exception error);
}
