using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Collab.Server.University;

/// <summary>Asks the university whether somebody may still come in, by the refresh token that it gave for that.</summary>
internal sealed class UniversityRefresh(IOptions<UniversityOptions> options, UniversityMetadata metadata, UniversityTokens tokens, [FromKeyedServices(UniversityLine.Key)] HttpClient line)
{
    // What is said of the person. All else is said of this server or of the line: nobody is thrown out for that.
    private static readonly string[] Refusals = ["invalid_grant", "access_denied", "login_required", "interaction_required", "consent_required"];

    /// <param name="Grant">By what it is asked the next time.</param>
    /// <param name="Claims">What it says of the person now; null where it said nothing new.</param>
    public sealed record Renewed(UniversityGrants.Grant Grant, ClaimsIdentity? Claims);

    /// <summary>Null where it refuses, or answers for somebody else.</summary>
    /// <exception cref="HttpRequestException">It did not answer.</exception>
    public async Task<Renewed?> AskAsync(UniversityGrants.Grant grant)
    {
        var settings = options.Value;
        var doors = await metadata.GetConfigurationAsync(default);
        var question = new OpenIdConnectMessage
        {
            GrantType = OpenIdConnectGrantTypes.RefreshToken,
            RefreshToken = grant.Secret,
            ClientId = settings.ClientId,
            ClientSecret = settings.ClientSecret,
        };
        using var response = await line.PostAsync(doors.TokenEndpoint, new FormUrlEncodedContent(question.Parameters));
        var answer = Read(await response.Content.ReadAsStringAsync());
        if (!response.IsSuccessStatusCode || !string.IsNullOrEmpty(answer.Error))
            return Refusals.Contains(answer.Error) ? null : throw new HttpRequestException($"It answered {(int)response.StatusCode} {answer.Error}.");
        var next = grant with { Secret = answer.RefreshToken is { Length: > 0 } other ? other : grant.Secret };
        if (string.IsNullOrEmpty(answer.IdToken))
            return new(next, null);
        return await tokens.ReadAsync(answer.IdToken) is { } claims && claims.FindFirst(JwtRegisteredClaimNames.Sub)?.Value == grant.Subject ? new(next, claims) : null;
    }

    private static OpenIdConnectMessage Read(string json)
    {
        try
        {
            return new OpenIdConnectMessage(json);
        }
        catch (Exception unreadable)
        {
            throw new HttpRequestException("Its answer cannot be read.", unreadable);
        }
    }
}
