namespace Collab.Client;

/// <summary>The pauses between attempts: each twice as long as the one before, half of it by chance, so that many who lost one server do not come back at once.</summary>
internal sealed class Pauses(CollabClientOptions options)
{
    private TimeSpan _next = options.ShortestPause;

    /// <param name="asked">How long the server asks to wait; it is waited at least.</param>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        var pause = _next * (0.5 + (Random.Shared.NextDouble() / 2));
        _next = _next * 2 > options.LongestPause ? options.LongestPause : _next * 2;
        return asked is { } least && least > pause ? least : pause;
    }

    /// <summary>It went well: the next failure is a first one.</summary>
    public void Reset() => _next = options.ShortestPause;
}
