using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Collab.Server.University;

/// <summary>
/// Checks an ID token, at a sign-in and at every renewal alike. It must be signed, though it comes from the university by TLS: who signs in
/// hangs on it alone. What parameters the caller has are not asked.
/// </summary>
internal sealed class UniversityTokens(IOptions<UniversityOptions> options, UniversityMetadata metadata) : JsonWebTokenHandler
{
    /// <summary>Longest name of a person at the university (OpenID Connect Core 2).</summary>
    public const int MaxSubject = 255;

    /// <summary>By how much the university's clock may differ from this one.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    // Keys of two halves alone: by one that both know, whoever reads the metadata could sign.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var known = await metadata.GetConfigurationAsync(default);
        var result = await base.ValidateTokenAsync(token, Parameters(known));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            metadata.RequestRefresh();
            var newer = await metadata.GetConfigurationAsync(default);
            if (!ReferenceEquals(newer, known))
                result = await base.ValidateTokenAsync(token, Parameters(newer));
        }

        return !result.IsValid || Wrong((JsonWebToken)result.SecurityToken) is not { } wrong
            ? result
            : new TokenValidationResult { IsValid = false, Exception = new SecurityTokenValidationException(wrong) };
    }

    /// <summary>The claims of a token; null where it does not hold.</summary>
    public async Task<ClaimsIdentity?> ReadAsync(string token) => await ValidateTokenAsync(token, new()) is { IsValid: true } result ? result.ClaimsIdentity : null;

    private string? Wrong(JsonWebToken token) => token switch
    {
        { Subject: not { Length: > 0 and <= MaxSubject } } => "The token names nobody.",
        _ when token.Audiences.Count() > 1 && token.Azp != options.Value.ClientId => "The token is meant for others too.",
        { Azp: { Length: > 0 } azp } when azp != options.Value.ClientId => "The token was given to another.",
        _ => null,
    };

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration known) => new()
    {
        ValidIssuer = known.Issuer,
        ValidAudience = options.Value.ClientId,
        IssuerSigningKeys = known.SigningKeys,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,
        ClockSkew = Skew,
    };
}
