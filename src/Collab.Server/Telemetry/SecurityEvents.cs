using System.Net;
using System.Security.Cryptography;
using System.Text;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Telemetry;

/// <summary>
/// Lines of the log by which an operator sees who tries what: sign-ins, what rights refused, limits that were hit, links that no longer
/// hold, what the operator asks. Nobody is named: people, sessions and addresses are told apart by a hash under a key of this server's, the same on all its nodes.
/// </summary>
public sealed partial class SecurityEvents(IAccountStore accounts, ISignOuts ends, TimeProvider time, ILogger<SecurityEvents> logger) : IHostedService
{
    /// <summary>The setting that holds the key.</summary>
    public const string Setting = "security-log-key";

    /// <summary>Refusals that are written in a minute: whoever asks without end must not fill the disk. What is left out is counted.</summary>
    public const int RefusalsPerMinute = 600;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private byte[] _key = RandomNumberGenerator.GetBytes(32);
    private long _began = time.GetTimestamp();
    private int _written, _leftOut;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _key = (await accounts.AddSettingAsync(Setting, _key)).ToArray();
        ends.Ended += End;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ends.Ended -= End;
        return Task.CompletedTask;
    }

    public void SignedIn(string person, SignInWay way, IPAddress address)
    {
        var (who, from) = (Of(person), Of(address));
        LogSignedIn(way, who, from);
    }

    public void Credential(CredentialChange change, string person)
    {
        var who = Of(person);
        LogCredential(change, who);
    }

    /// <summary>Notes that no more join codes are looked at in a part of the network for a while: somebody guesses.</summary>
    /// <param name="network">Null for the whole server.</param>
    public void CodesPaused(IPAddress? network)
    {
        var from = network is null ? "everywhere" : Of(network);
        LogCodesPaused(from);
    }

    /// <summary>Notes what the operator asks of the server, whether it is done or not: nobody else sees that something was read by them.</summary>
    /// <param name="door">The route.</param>
    /// <param name="about">The id of the seminar, document or token that the address names; null where it names none.</param>
    public void Operated(string door, string? about)
    {
        var id = about is null ? "none" : Of(about);
        LogOperated(door, id);
    }

    /// <summary>Notes a refusal, where it is one that says something about who asks.</summary>
    /// <param name="code">The refusal's code.</param>
    /// <param name="door">The route or the hub's method, never an address.</param>
    /// <param name="caller">Null for a stranger.</param>
    /// <param name="address">Null where none is known.</param>
    public void Refused(string code, string door, Caller? caller, IPAddress? address)
    {
        if (!logger.IsEnabled(LogLevel.Information) || !Tells(code, caller, door) || !MayWrite(out var leftOut))
            return;
        if (leftOut > 0)
            LogLeftOut(leftOut);
        var (person, from) = (caller is null ? "nobody" : Of(caller.Person), address is null ? "unknown" : Of(address));
        if (code is "rate-limited" or "too-many-connections")
            LogRateLimited(door, person, from);
        else if (IsLink(door))
            LogLinkRefused(code, door, from);
        else
            LogRefused(code, door, person, from);
    }

    /// <summary>The same for the same id, and nothing that leads back to it without the key.</summary>
    public string Of(string id) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(id)))[..16];

    private void End(string id)
    {
        var hash = Of(id);
        LogEnded(hash);
    }

    private string Of(IPAddress address) => Of(address.ToString());

    // An address that is nobody's is 404 to everybody; that of a seminar or a document is somebody's whom the caller may not know of.
    private static bool Tells(string code, Caller? caller, string door) => code switch
    {
        "unauthenticated" or "forbidden" or "bad-origin" or "another-member" or "sign-in-again" or "rate-limited" or "too-many-connections" => true,
        "gone" => IsLink(door),
        "not-found" => IsLink(door) || (caller is not null && (door.Contains("{document}", StringComparison.Ordinal) || door.Contains("{seminar}", StringComparison.Ordinal) || !door.Contains(' '))),
        _ => false,
    };

    private static bool IsLink(string door) => door.EndsWith("/api/join", StringComparison.Ordinal) || door.EndsWith(" /join", StringComparison.Ordinal);

    private bool MayWrite(out int leftOut)
    {
        lock (_counting)
        {
            leftOut = 0;
            if (time.GetElapsedTime(_began) >= Minute)
            {
                leftOut = _leftOut;
                (_began, _written, _leftOut) = (time.GetTimestamp(), 0, 0);
            }

            if (_written < RefusalsPerMinute)
                _written++;
            else
                _leftOut++;
            return _leftOut == 0;
        }
    }

    [LoggerMessage(EventId = 1, EventName = "SignedIn", Level = LogLevel.Information, Message = "Signed in by {Way}: person {Person} from {Address}")]
    private partial void LogSignedIn(SignInWay way, string person, string address);

    [LoggerMessage(EventId = 2, EventName = "Ended", Level = LogLevel.Information, Message = "A session or a token ended: {Id}")]
    private partial void LogEnded(string id);

    [LoggerMessage(EventId = 3, EventName = "Credential", Level = LogLevel.Information, Message = "Credentials: {Change} of person {Person}")]
    private partial void LogCredential(CredentialChange change, string person);

    [LoggerMessage(EventId = 4, EventName = "Refused", Level = LogLevel.Information, Message = "Refused {Code}: {Door}, person {Person} from {Address}")]
    private partial void LogRefused(string code, string door, string person, string address);

    [LoggerMessage(EventId = 5, EventName = "RateLimited", Level = LogLevel.Information, Message = "Rate limit: {Door}, person {Person} from {Address}")]
    private partial void LogRateLimited(string door, string person, string address);

    [LoggerMessage(EventId = 6, EventName = "LinkRefused", Level = LogLevel.Information, Message = "A link or code was refused {Code}: {Door} from {Address}")]
    private partial void LogLinkRefused(string code, string door, string address);

    [LoggerMessage(EventId = 7, EventName = "LeftOut", Level = LogLevel.Warning, Message = "{Count} refusals of the minute before are not in the log")]
    private partial void LogLeftOut(int count);

    [LoggerMessage(EventId = 8, EventName = "Operated", Level = LogLevel.Information, Message = "The operator asks: {Door}, id {Id}")]
    private partial void LogOperated(string door, string id);

    [LoggerMessage(EventId = 9, EventName = "CodesPaused", Level = LogLevel.Warning, Message = "So many join codes were wrong that no other is looked at for the rest of the minute: {Address}")]
    private partial void LogCodesPaused(string address);
}
