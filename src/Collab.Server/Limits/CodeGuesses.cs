using System.Net;
using System.Net.Sockets;
using Collab.Server.Telemetry;
using Microsoft.Extensions.Options;

namespace Collab.Server.Limits;

/// <summary>
/// Join codes that were tried and are nobody's, of each network, of each 48 bits of IPv6, and of all, in windows of one minute. Six letters can be
/// guessed: while as many different ones were wrong as may be, no other is looked at, whether it would be right or not. One that was wrong before
/// teaches nothing: whoever misread the board as others did closes it to nobody. Where a code is shown, what is guessed elsewhere closes nothing.
/// </summary>
public sealed class CodeGuesses(IOptions<LimitsOptions> options, TimeProvider time, SecurityEvents? security = null)
{
    /// <summary>From as many on, the windows that are over are dropped.</summary>
    private const int Many = 1000;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    /// <summary>For as long as a code lives after it was shown last.</summary>
    private static readonly TimeSpan Showing = TimeSpan.FromSeconds(90);

    private readonly Lock _lock = new();
    private readonly Dictionary<Reach, Window> _windows = [];
    private readonly Dictionary<Reach, long> _shown = [];
    private int _next = Many, _nextShown = Many;

    /// <summary>Before a code is looked at. It takes its place among the wrong ones until it is known to be none, so that a thousand that come at once are no more than one after the other.</summary>
    /// <exception cref="RateLimitedException">It is not looked at.</exception>
    public void Begin(IPAddress address, string code)
    {
        if (!options.Value.Rates)
            return;
        lock (_lock)
        {
            var reaches = ReachesOf(address);
            if (Of(reaches[0]).Tried.ContainsKey(code))
                return;
            foreach (var reach in reaches)
            {
                if (Of(reach) is var window && !window.Tried.ContainsKey(code) && window.Tried.Count >= MostOf(reach) && !(reach == Reach.All && IsShownIn(reaches[^2])))
                    throw Paused(reach, window);
            }

            foreach (var reach in reaches)
                Of(reach).Tried.TryAdd(code, false);
        }
    }

    /// <summary>A code was right, or nobody could say.</summary>
    public void Forget(IPAddress address, string code)
    {
        lock (_lock)
        {
            foreach (var reach in ReachesOf(address))
            {
                if (_windows.GetValueOrDefault(reach) is { } window && window.Tried.GetValueOrDefault(code) is false)
                    window.Tried.Remove(code);
            }
        }
    }

    /// <summary>Somebody who may show codes shows one at an address: there people type, whatever is guessed elsewhere.</summary>
    public void Show(IPAddress address)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_shown.Count >= _nextShown)
                _nextShown = Drop(_shown, since => time.GetElapsedTime(since, now) >= Showing);
            _shown[ReachesOf(address)[^2]] = now;
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
            if (code is not null)
            {
                foreach (var reach in ReachesOf(address))
                    Of(reach).Tried[code] = true;
            }

            var window = Of(ReachesOf(address)[0]);
            if ((joining ? ++window.Joins : ++window.Looks) > options.Value.FailedSignIns)
                throw TooMany("came from this network", window);
        }
    }

    // From the narrowest on. Whoever rents a server is given 48 bits as easily as 64; of IPv4 an address is what one has.
    private static Reach[] ReachesOf(IPAddress address)
    {
        var network = RateLimits.Network(address);
        return network.AddressFamily == AddressFamily.InterNetworkV6
            ? [new(network, 64), new(RateLimits.Network(network, 48), 48), Reach.All]
            : [new(network, 32), Reach.All];
    }

    private static int Drop<TKey, TValue>(Dictionary<TKey, TValue> entries, Func<TValue, bool> isOver)
        where TKey : notnull
    {
        foreach (var (past, _) in entries.Where(entry => isOver(entry.Value)).ToList())
            entries.Remove(past);
        return Math.Max(Many, 2 * entries.Count);
    }

    private int MostOf(Reach reach) => reach.Bits switch { 0 => options.Value.FailedCodes, 48 => options.Value.SiteFailedCodes, _ => options.Value.FailedSignIns };

    private bool IsShownIn(Reach reach) => _shown.TryGetValue(reach, out var since) && time.GetElapsedTime(since) < Showing;

    private Window Of(Reach reach)
    {
        var now = time.GetTimestamp();
        if (_windows.TryGetValue(reach, out var window) && !IsOver(window, now))
            return window;
        if (_windows.Count >= _next)
            _next = Drop(_windows, window => IsOver(window, now));
        return _windows[reach] = new Window(now);
    }

    private bool IsOver(Window window, long now) => time.GetElapsedTime(window.Began, now) >= Length;

    private RateLimitedException Paused(Reach reach, Window window)
    {
        if (!window.Told && reach.Bits is (0 or 48))
            security?.CodesPaused(reach == Reach.All ? null : reach.Network);
        window.Told = true;
        return TooMany(reach == Reach.All ? "are tried on this server" : "came from this network", window);
    }

    private RateLimitedException TooMany(string where, Window window)
    {
        var wait = Length - time.GetElapsedTime(window.Began);
        return new($"Too many wrong codes {where}. Open a link to the seminar, or scan its QR code: that always works. Or wait {Math.Max(1, Math.Ceiling(wait.TotalSeconds))} seconds, then type the code again.", wait);
    }

    /// <summary>All addresses that begin alike.</summary>
    private readonly record struct Reach(IPAddress Network, int Bits)
    {
        public static Reach All { get; } = new(IPAddress.Any, 0);
    }

    private sealed class Window(long began)
    {
        public long Began => began;

        /// <summary>Whether each code is known to be nobody's; false while it is being looked at.</summary>
        public Dictionary<string, bool> Tried { get; } = [];

        public int Looks { get; set; }

        public int Joins { get; set; }

        /// <summary>Whether the security log has it that it is full.</summary>
        public bool Told { get; set; }
    }
}
