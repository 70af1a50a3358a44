using Collab.Domain;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Collab.Server.University;

/// <summary>
/// Where the university's doors are and by which keys it signs, as it says itself. They are fetched twice a day, and when a key is
/// unknown; then at most once a minute, however many tokens are forged.
/// </summary>
internal sealed class UniversityMetadata(IOptions<UniversityOptions> options, [FromKeyedServices(UniversityLine.Key)] HttpClient line, TimeProvider time) : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(12), Soonest = TimeSpan.FromMinutes(1), AtFirst = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private OpenIdConnectConfiguration? _known;
    private long? _asked;
    private bool _doubted;

    public static RefusalException Away => new("unavailable", "The university's sign-in does not answer right now. Try again in a moment, or come in by a link.");

    /// <exception cref="RefusalException"><c>unavailable</c>: nothing is known yet, and it does not answer.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (!IsOver(_asked, _known is null ? AtFirst : _doubted ? Soonest : Usual))
                return _known ?? throw Away;
            _asked = time.GetTimestamp();
            _known = await FetchAsync(cancel);
            _doubted = false;
            return _known;
        }
        catch (Exception failure) when (failure is not RefusalException && !cancel.IsCancellationRequested)
        {
            _doubted = true;
            return _known ?? throw Away;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What is known may be old.</summary>
    public void RequestRefresh() => _doubted = true;

    public void Dispose() => _one.Dispose();

    private bool IsOver(long? since, TimeSpan span) => since is not { } start || time.GetElapsedTime(start) >= span;

    private async Task<OpenIdConnectConfiguration> FetchAsync(CancellationToken cancel)
    {
        var documents = new HttpDocumentRetriever(line) { RequireHttps = options.Value.Issuer!.Scheme == Uri.UriSchemeHttps };
        var said = await OpenIdConnectConfigurationRetriever.GetAsync($"{options.Value.IssuerName}/.well-known/openid-configuration", documents, cancel);
        // Else another's metadata would vouch for another's tokens (OpenID Connect Discovery 4.3).
        if (said.Issuer?.TrimEnd('/') != options.Value.IssuerName)
            throw new InvalidDataException("The metadata are another issuer's.");
        if (!IsItsOwn(said.AuthorizationEndpoint) || !IsItsOwn(said.TokenEndpoint) || said.SigningKeys.Count == 0)
            throw new InvalidDataException("The metadata lack a door or a key.");
        return said;
    }

    private bool IsItsOwn(string? door) => Uri.TryCreate(door, UriKind.Absolute, out var address) && address.Scheme == options.Value.Issuer!.Scheme;
}
