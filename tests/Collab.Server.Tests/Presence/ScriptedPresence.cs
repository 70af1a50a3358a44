using System.Threading.Channels;
using Collab.Contracts.Presence;

namespace Collab.Server.Tests.Presence;

/// <summary>A presence grain that notes what it is told, and answers with a list when the test says so.</summary>
internal sealed class ScriptedPresence : IPresenceGrain
{
    private readonly Channel<IReadOnlyList<PresenceOf>> _reports = Channel.CreateUnbounded<IReadOnlyList<PresenceOf>>();
    private readonly Channel<TaskCompletionSource<IReadOnlyList<PresenceOf>>> _questions = Channel.CreateUnbounded<TaskCompletionSource<IReadOnlyList<PresenceOf>>>();

    public int Observations { get; private set; }

    public Task ReportAsync(IReadOnlyList<PresenceOf> connections)
    {
        _reports.Writer.TryWrite(connections);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PresenceOf>> ObserveAsync(IPresenceObserver observer)
    {
        Observations++;
        var question = new TaskCompletionSource<IReadOnlyList<PresenceOf>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions.Writer.TryWrite(question);
        return question.Task;
    }

    public Task<IReadOnlyList<string>> AttendedAsync(DateTimeOffset since) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>The next report, in the order in which they arrived.</summary>
    public async Task<IReadOnlyList<PresenceOf>> ReportedAsync() => await _reports.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next question for the list, to be answered.</summary>
    public async Task<TaskCompletionSource<IReadOnlyList<PresenceOf>>> AskedAsync() => await _questions.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
