using System.Net;
using Microsoft.Extensions.Options;

namespace Collab.Server.Limits;

/// <summary>
/// Join codes that were tried and are nobody's, of each network, in windows of one minute. Six letters can be guessed: while as many different
/// ones were wrong as may be, no other is looked at, whether it would be right or not. One that was wrong before teaches nothing: whoever misread
/// the board as others did closes it to nobody.
/// </summary>
public sealed class CodeGuesses(IOptions<LimitsOptions> options, TimeProvider time)
{
    /// <summary>From as many on, the windows that are over are dropped.</summary>
    private const int Many = 1000;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Window> _windows = [];
    private int _next = Many;

    /// <summary>Before a code is looked at. It takes its place among the wrong ones until it is known to be none, so that a thousand that come at once are no more than one after the other.</summary>
    /// <exception cref="RateLimitedException">It is not looked at.</exception>
    public void Begin(IPAddress address, string code)
    {
        if (!options.Value.Rates)
            return;
        lock (_lock)
        {
            var window = Of(address);
            if (window.Tried.ContainsKey(code))
                return;
            if (window.Tried.Count >= options.Value.FailedSignIns)
                throw TooMany(window);
            window.Tried.Add(code, false);
        }
    }

    /// <summary>A code was right, or nobody could say.</summary>
    public void Forget(IPAddress address, string code)
    {
        lock (_lock)
        {
            if (_windows.GetValueOrDefault(RateLimits.Network(address)) is { } window && window.Tried.GetValueOrDefault(code) is false)
                window.Tried.Remove(code);
        }
    }

    /// <summary>A code is nobody's.</summary>
    /// <param name="code">Null for what is no code at all: by that nothing is learned.</param>
    /// <param name="joining">Whether somebody wanted to come in by it, or to read the notice alone: who does one after the other has failed once.</param>
    /// <exception cref="RateLimitedException">So many failed before. A right one is let in all the same.</exception>
    public void CountWrong(IPAddress address, string? code, bool joining)
    {
        if (!options.Value.Rates)
            return;
        lock (_lock)
        {
            var window = Of(address);
            if (code is not null)
                window.Tried[code] = true;
            if ((joining ? ++window.Joins : ++window.Looks) > options.Value.FailedSignIns)
                throw TooMany(window);
        }
    }

    private Window Of(IPAddress address)
    {
        var (network, now) = (RateLimits.Network(address), time.GetTimestamp());
        if (_windows.TryGetValue(network, out var window) && !IsOver(window, now))
            return window;
        if (_windows.Count >= _next)
        {
            foreach (var (past, _) in _windows.Where(entry => IsOver(entry.Value, now)).ToList())
                _windows.Remove(past);
            _next = Math.Max(Many, 2 * _windows.Count);
        }

        return _windows[network] = new Window(now);
    }

    private bool IsOver(Window window, long now) => time.GetElapsedTime(window.Began, now) >= Length;

    private RateLimitedException TooMany(Window window)
    {
        var wait = Length - time.GetElapsedTime(window.Began);
        return new($"Too many wrong codes came from this network. Open a link to the seminar, or scan its QR code: that always works. Or wait {Math.Max(1, Math.Ceiling(wait.TotalSeconds))} seconds, then type the code again.", wait);
    }

    private sealed class Window(long began)
    {
        public long Began => began;

        /// <summary>Whether each code is known to be nobody's; false while it is being looked at.</summary>
        public Dictionary<string, bool> Tried { get; } = [];

        public int Looks { get; set; }

        public int Joins { get; set; }
    }
}
