namespace Collab.Server.Tests.Telemetry;

/// <summary>Fails the calls of seminars as Orleans does when the node that holds the grain does not answer: the message names the grain.</summary>
internal sealed class SilentNode : IIncomingGrainCallFilter
{
    private int _struck;

    public bool IsOn { get; set; }

    public int Struck => Volatile.Read(ref _struck);

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (!IsOn || context.TargetId.Type.ToString() != "seminar")
            return context.Invoke();
        Interlocked.Increment(ref _struck);
        throw new TimeoutException($"Response did not arrive on time for message: [{context.SourceId}]->[S127.0.0.1:12622:1 {context.TargetId}] {context.InterfaceMethod.Name}.");
    }
}
