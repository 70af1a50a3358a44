using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>A job with an answer.</summary>
internal class JobOf<T>(Effect effect, Func<NpgsqlConnection, T> run) : Job(effect)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool IsAnswered => _answer.Task.IsCompleted;

    public override void Run(NpgsqlConnection connection) => Succeed(run(connection));

    public void Succeed(T result) => _answer.TrySetResult(result);

    public override void Fail(Exception error) => _answer.TrySetException(error);

    /// <summary>The answer, which comes within <see cref="ConnectionSettings.Answer"/>.</summary>
    public async Task<T> AnswerAsync(string database, Patience patience)
    {
        try
        {
            return await _answer.Task.WaitAsync(patience.Now);
        }
        catch (TimeoutException) when (!_answer.Task.IsCompleted)
        {
            patience.Lost();
            GiveUp(database);
            return await _answer.Task;
        }
    }
}
