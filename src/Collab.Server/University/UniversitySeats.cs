using System.Security.Claims;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.University;

/// <summary>Gives people the seats that the university's claims mean, and takes back those that they mean no more.</summary>
internal sealed partial class UniversitySeats(IOptions<UniversityOptions> options, IGrainFactory grains, IAccountStore accounts, ILogger<UniversitySeats> logger)
{
    private const string Nameless = "New member";

    /// <summary>The name that the university has for somebody, if it is one that can be shown: an address is none.</summary>
    public string NameOf(ClaimsIdentity claims)
    {
        try
        {
            return claims.FindFirst(options.Value.NameClaim) is { ValueType: ClaimValueTypes.String, Value: var name } && !name.Contains('@') ? DisplayName.Check(name) : Nameless;
        }
        catch (RefusalException)
        {
            return Nameless;
        }
    }

    /// <summary>Under which it is kept that the university's claims make somebody one who may make seminars.</summary>
    public static string MakerKey(string person) => $"maker:{person}";

    public async Task GiveAsync(Person person, ClaimsIdentity claims)
    {
        if (options.Value.SeminarMakers.Any(rule => Means(rule, claims)))
            await accounts.SaveSettingAsync(MakerKey(person.Id), new byte[] { 1 });
        else if (options.Value.SeminarMakers.Count > 0)
            await accounts.RemoveSettingAsync(MakerKey(person.Id));
        var meant = Meant(claims);
        var held = (await accounts.ListMembershipsOfPersonAsync(person.Id)).Select(seat => seat.Seminar).ToHashSet();
        // Who was erased comes in again by the name that they have there.
        var name = person.DisplayName == Member.ErasedName ? NameOf(claims) : person.DisplayName;
        foreach (var seminar in held.Union(meant.Keys))
        {
            var reply = await grains.GetGrain<ISeminarGrain>(seminar).AssignAsync(person.Id, name, meant.TryGetValue(seminar, out var role) ? role : null);
            if (reply.Outcome is not { } outcome)
                LogNotGiven(seminar, reply.Code);
            else if (outcome.Id is { } member)
                await accounts.SaveMembershipAsync(new Membership(person.Id, seminar, member));
            else if (held.Contains(seminar))
                await accounts.RemoveMembershipAsync(person.Id, seminar);
        }
    }

    /// <summary>The highest role that a claim means in each seminar.</summary>
    private Dictionary<string, Role> Meant(ClaimsIdentity claims) => options.Value.Seats
        .Where(rule => Means(rule, claims))
        .GroupBy(rule => rule.Seminar)
        .ToDictionary(seminar => seminar.Key, seminar => seminar.Max(rule => RoleNames.Parse(rule.Role)));

    private static bool Means(ClaimRule rule, ClaimsIdentity claims) =>
        claims.Claims.Any(claim => claim.Type == rule.Claim && claim.ValueType == ClaimValueTypes.String && claim.Value == rule.Value);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A seat of the university in the seminar {Seminar} could not be given or taken back: {Code}. Look at Collab:University:Seats")]
    private partial void LogNotGiven(string seminar, string? code);
}
