using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Admin;

internal static partial class AdminApi
{
    private static async Task<ListOf<TokensApi.Row>> TokensAsync(IAccountStore accounts, TimeProvider time) =>
        new([.. (await accounts.ListTokensAsync()).Where(token => token.HoldsAt(time.GetUtcNow())).Select(TokensApi.Row.Of)]);

    private static async Task<IResult> RevokeAsync(string token, IAccountStore accounts, Credentials credentials) =>
        (await accounts.ListTokensAsync()).FirstOrDefault(known => known.Id == token) is { } found && await credentials.RevokeTokenAsync(found.Person, token)
            ? Results.NoContent()
            : throw new RefusalException("not-found", "There is no such token, or it was revoked before. The command “token --list” says which there are.");
}
