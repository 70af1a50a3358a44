using System.Net;
using System.Threading.RateLimiting;
using Collab.Server.Limits;
using Microsoft.Extensions.Options;

namespace Collab.Server.Mail;

/// <summary>
/// How many mails may be asked for in an hour: to one address, whoever asks, and from one place of the network, whomever to. Those that confirm
/// the address of somebody who is here leave the links to those who are not.
/// </summary>
internal sealed class MailRates(IOptions<LimitsOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> _to = Windows<string>(options.Value.MailsToAddress);
    private readonly PartitionedRateLimiter<IPAddress> _from = Windows<IPAddress>(options.Value.MailsAsked);
    private readonly PartitionedRateLimiter<string> _person = Windows<string>(options.Value.MailsToAddress);
    private readonly PartitionedRateLimiter<IPAddress> _toConfirm = Windows<IPAddress>(options.Value.MailsToConfirm);

    /// <summary>Counts a link that is asked for.</summary>
    /// <exception cref="RateLimitedException">Known or not, the address has been sent to, or asked about, too often.</exception>
    public void CountLink(string to, IPAddress from)
    {
        if (!options.Value.Rates)
            return;
        Demand(_from, RateLimits.Network(from));
        Demand(_to, to);
    }

    /// <summary>Counts a mail to an address that a person says is theirs.</summary>
    /// <exception cref="RateLimitedException">They, or too many beside them, have given addresses too often, or this one has been sent to.</exception>
    public void CountToConfirm(string to, string person, IPAddress from)
    {
        if (!options.Value.Rates)
            return;
        Demand(_person, person);
        Demand(_toConfirm, RateLimits.Network(from));
        Demand(_to, to);
    }

    public void Dispose()
    {
        _to.Dispose();
        _from.Dispose();
        _person.Dispose();
        _toConfirm.Dispose();
    }

    private static void Demand<T>(PartitionedRateLimiter<T> limiter, T key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
        throw new RateLimitedException($"So many mails were asked for already. Wait {Math.Ceiling(wait.TotalMinutes)} minutes, or come in another way.", wait);
    }

    private static PartitionedRateLimiter<T> Windows<T>(int permits)
        where T : notnull => PartitionedRateLimiter.Create<T, T>(key => RateLimitPartition.GetFixedWindowLimiter(
            key,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, AutoReplenishment = true }));
}
