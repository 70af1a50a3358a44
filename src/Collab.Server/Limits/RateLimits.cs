using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Collab.Domain.Planting;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.Limits;

/// <summary>The rates of the server, counted in windows of one minute. A refusal is <c>rate-limited</c> and says how long to wait.</summary>
public sealed class RateLimits(IOptions<LimitsOptions> options) : IDisposable
{
    /// <summary>How many people at once take away their words, or a whole seminar.</summary>
    public const int Gatherings = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _failedSignIns = Windows<IPAddress>(options.Value.FailedSignIns);
    private readonly PartitionedRateLimiter<IPAddress> _failedTokens = Windows<IPAddress>(options.Value.FailedSignIns);
    private readonly PartitionedRateLimiter<IPAddress> _failedLinks = Windows<IPAddress>(options.Value.FailedLinks);
    private readonly PartitionedRateLimiter<IPAddress> _arrivals = Windows<IPAddress>(options.Value.AddressArrivals);
    private readonly PartitionedRateLimiter<(IPAddress, string)> _joins = Windows<(IPAddress, string)>(options.Value.Joins);
    private readonly PartitionedRateLimiter<string> _trials = Windows<string>(options.Value.WebhookTrials);
    private readonly PartitionedRateLimiter<string> _writes = Windows<string>(options.Value.Writes);
    private readonly PartitionedRateLimiter<string> _reads = Windows<string>(options.Value.Reads);
    private readonly PartitionedRateLimiter<IPAddress> _addressReads = Windows<IPAddress>(options.Value.AddressReads);
    private readonly RateLimiterChain<string> _gatherings = new(AtOnce(person => person, 1), AtOnce(_ => "", Gatherings));
    private readonly RateLimiterChain<string> _imports = new(AtOnce(person => person, options.Value.Imports), AtOnce(_ => "", options.Value.AllImports));

    /// <summary>Counts a passkey or an answer of the university that was not accepted. A right one is never refused for wrong ones: it cannot be guessed. So with tokens and links, and not with join codes, which can be: <see cref="CodeGuesses"/>.</summary>
    public void CountFailedSignIn(IPAddress address) => Demand(_failedSignIns, Network(address));

    /// <summary>Counts a token that does not hold.</summary>
    public void CountFailedToken(IPAddress address) => Demand(_failedTokens, Network(address));

    /// <summary>Counts a failed link.</summary>
    public void CountFailedLink(IPAddress address) => Demand(_failedLinks, Network(address));

    /// <summary>Counts a step of coming in, before anything is looked up for it: a page, or something by which one may come in, right or wrong.</summary>
    public void CountArrival(IPAddress address) => Demand(_arrivals, Network(address));

    /// <summary>Counts somebody who comes into a seminar by what was found to be right: others do not use up its rate.</summary>
    public void CountJoin(IPAddress address, string seminar) => Demand(_joins, (Network(address), seminar));

    /// <summary>Counts somebody who begins to sign in: something is kept for each.</summary>
    public void CountBeginning(IPAddress address, SignInWay way) => Demand(_joins, (Network(address), way.ToString()));

    /// <summary>Counts a trial of a webhook.</summary>
    public void CountTrial(string person) => Demand(_trials, person);

    public void CountWrite(string person) => Demand(_writes, Planted.Is(Defect.OneRateForAll) ? "everybody" : person);

    /// <summary>Counts a request that reads, of somebody who is signed in.</summary>
    public void CountRead(string person) => Demand(_reads, person);

    /// <summary>Counts a request that reads, of whoever is not: a whole class sits behind one address.</summary>
    public void CountRead(IPAddress address) => Demand(_addressReads, Network(address));

    /// <summary>A place for whoever takes away what stands in many logs: each is read from its beginning.</summary>
    public IDisposable BeginGathering(string person)
    {
        var lease = _gatherings.All.AttemptAcquire(person);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw new RateLimitedException("Something is being gathered already. Wait until it is done, then ask again.", TimeSpan.FromSeconds(5));
    }

    /// <summary>A place for an import, among one's own and among those of all; dispose it when the import is over.</summary>
    public IDisposable BeginImport(string person)
    {
        var lease = _imports.All.AttemptAcquire(person);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw new RateLimitedException("Another import is under way. Wait until it is done.", TimeSpan.FromSeconds(2));
    }

    public void Dispose()
    {
        _failedSignIns.Dispose();
        _failedTokens.Dispose();
        _failedLinks.Dispose();
        _arrivals.Dispose();
        _joins.Dispose();
        _trials.Dispose();
        _writes.Dispose();
        _reads.Dispose();
        _addressReads.Dispose();
        _gatherings.Dispose();
        _imports.Dispose();
    }

    /// <summary>Of an IPv6 address its first 64 bits: whoever has one has all that begin so.</summary>
    public static IPAddress Network(IPAddress address) => Network(address, 64);

    /// <summary>Of an IPv6 address its first bits, whole bytes of them; of an IPv4 address all.</summary>
    public static IPAddress Network(IPAddress address, int bits)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return new IPAddress(bytes);
    }

    private void Demand<T>(PartitionedRateLimiter<T> limiter, T partition)
    {
        if (!options.Value.Rates)
            return;
        using var lease = limiter.AttemptAcquire(partition);
        if (lease.IsAcquired || Planted.Is(Defect.RateIgnored))
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
        throw new RateLimitedException($"That was too often. Wait {Math.Ceiling(wait.TotalSeconds)} seconds, then try again.", wait);
    }

    private static PartitionedRateLimiter<string> AtOnce(Func<string, string> key, int permits) => PartitionedRateLimiter.Create<string, string>(person =>
        RateLimitPartition.GetConcurrencyLimiter(key(person), _ => new ConcurrencyLimiterOptions { PermitLimit = permits }));

    private static PartitionedRateLimiter<T> Windows<T>(int permits)
        where T : notnull => PartitionedRateLimiter.Create<T, T>(key => RateLimitPartition.GetFixedWindowLimiter(
            key,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, AutoReplenishment = true }));
}
