using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Microsoft.Extensions.Options;

namespace Collab.Server.University;

/// <summary>Refuses to start with a university that could sign nobody in, or anybody.</summary>
internal sealed class UniversityCheck(IOptions<ServerOptions> server) : IValidateOptions<UniversityOptions>
{
    public ValidateOptionsResult Validate(string? name, UniversityOptions options)
    {
        var wrong = Wrong(options, server.Value.PublicUrl).Select(said => $"{UniversityOptions.Section}:{said}").ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(UniversityOptions options, Uri? address)
    {
        if (!IsSafe(options.Issuer))
            yield return "Issuer is no https address. Set it to what the university's metadata call the issuer.";
        if (!IsSafe(address))
            yield return $"Issuer needs {ServerOptions.Section}:{nameof(ServerOptions.PublicUrl)}, the https address that people use: the university sends them back there and nowhere else.";
        if (options.ClientId.Length == 0)
            yield return "ClientId is missing. Set it to what the university calls this server.";
        if (options.Name.Trim().Length == 0)
            yield return "Name is empty. Set it to what people call the university.";
        if (options.SessionMinutes is not (>= 1 and <= 100_000))
            yield return $"SessionMinutes is {options.SessionMinutes}. Set it to a number from 1 to 100000.";
        foreach (var (rule, at) in options.SeminarMakers.Select((rule, at) => (rule, at)))
        {
            if (rule.Claim.Length == 0 || rule.Value.Length == 0)
                yield return $"SeminarMakers:{at} has no Claim or no Value. Set both: by no rule everybody may.";
        }

        foreach (var (rule, at) in options.Seats.Select((rule, at) => (rule, at)))
        {
            if (rule.Claim.Length == 0 || rule.Value.Length == 0)
                yield return $"Seats:{at} has no Claim or no Value. Set both: everybody has a seat by no rule.";
            if (!Identifier.IsWellFormed(rule.Seminar))
                yield return $"Seats:{at}:Seminar is “{rule.Seminar}”. Set it to the id in the seminar's address.";
            if (!RoleNames.IsRole(rule.Role))
                yield return $"Seats:{at}:Role is “{rule.Role}”. Set it to owner, moderator, annotator, reader or guest.";
        }
    }

    /// <summary>Over plain HTTP only on this machine, to try it out.</summary>
    private static bool IsSafe(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && AllowedHosts.IsLoopback(address.Host)));
}
