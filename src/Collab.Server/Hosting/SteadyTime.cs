namespace Collab.Server.Hosting;

/// <summary>The time since the process started, told as a date: it is not set while the process runs, whatever is done to the clock.</summary>
internal sealed class SteadyTime(TimeProvider time) : TimeProvider
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _started = time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + time.GetElapsedTime(_started);
}
