using Collab.Domain.Policy;
using Collab.Server.Security;

namespace Collab.Server.Api;

/// <summary>Coming in by a link or a code.</summary>
internal static class JoinApi
{
    public sealed record Join(string? Secret = null, string? Code = null, string? DisplayName = null, Guid? CommandId = null);

    public sealed record Joined(string Seminar, string? Document, Role Role, string Member);

    public static void Map(WebApplication app) => app.Door(Access.Everyone("the secret or the code is the credential")).MapPost("/api/join", JoinAsync)
        .WithTags("Me").Accepts<Join>("application/json").Produces<Joined>();

    private static async Task<Joined> JoinAsync(HttpContext context, Joins joins)
    {
        var join = await ApiJson.ReadAsync<Join>(context.Request);
        return await joins.JoinAsync(context, join);
    }
}
