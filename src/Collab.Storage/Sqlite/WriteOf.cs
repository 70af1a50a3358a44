namespace Collab.Storage.Sqlite;

/// <summary>A write with an answer.</summary>
internal sealed class WriteOf<T>(Func<Database, T> run, Action<Database>? afterCommit) : Write
{
    // Whoever waits must not run on the writer thread.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Answer => _answer.Task;

    public override void Run(Database database) => _result = run(database);

    public override void AfterCommit(Database database) => afterCommit?.Invoke(database);

    public override void Succeed() => _answer.SetResult(_result);

    public override void Fail(Exception error) => _answer.SetException(error);
}
