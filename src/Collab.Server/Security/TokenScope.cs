using System.Collections.Frozen;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>What scope a personal access token needs for each action of the permission table.</summary>
public static class TokenScope
{
    private static readonly FrozenDictionary<string, TokenScopes> Needed = new Dictionary<string, TokenScopes>
    {
        ["know-seminar"] = TokenScopes.Read,
        ["read-document"] = TokenScopes.Read,
        ["read-hidden-body"] = TokenScopes.Read,
        ["read-private-note"] = TokenScopes.Read,
        ["search"] = TokenScopes.Read,
        ["see-presence"] = TokenScopes.Read,
        ["see-members"] = TokenScopes.Read,
        ["annotate"] = TokenScopes.Annotate,
        ["write-private-note"] = TokenScopes.Annotate,
        ["edit-annotation"] = TokenScopes.Annotate,
        ["delete-annotation"] = TokenScopes.Annotate,
        ["reply"] = TokenScopes.Annotate,
        ["react"] = TokenScopes.Annotate,
        ["flag"] = TokenScopes.Annotate,
        ["take-stance"] = TokenScopes.Annotate,
        ["raise-hand"] = TokenScopes.Annotate,
        ["note-aloud"] = TokenScopes.Annotate,
        ["resolve"] = TokenScopes.Annotate,
        ["relate"] = TokenScopes.Annotate,
        ["remove-relation"] = TokenScopes.Annotate,
        ["rename-self"] = TokenScopes.Annotate,
        ["move-annotation"] = TokenScopes.Moderate,
        ["hide-annotation"] = TokenScopes.Moderate,
        ["pin"] = TokenScopes.Moderate,
        ["merge-threads"] = TokenScopes.Moderate,
        ["lock"] = TokenScopes.Moderate,
        ["write-when-locked"] = TokenScopes.Moderate,
        ["reveal-round"] = TokenScopes.Moderate,
        ["approve"] = TokenScopes.Moderate,
        ["close-document"] = TokenScopes.Moderate,
        ["revise-text"] = TokenScopes.Moderate,
        ["lead"] = TokenScopes.Moderate,
        ["run-session"] = TokenScopes.Moderate,
        ["import-document"] = TokenScopes.Moderate,
        ["add-edition"] = TokenScopes.Moderate,
        ["invite-to-annotator"] = TokenScopes.Moderate,
        ["invite-above"] = TokenScopes.Moderate,
        ["change-role"] = TokenScopes.Moderate,
        ["remove-member"] = TokenScopes.Moderate,
        ["mute-member"] = TokenScopes.Moderate,
        ["see-queue"] = TokenScopes.Moderate,
        ["read-audit-log"] = TokenScopes.Moderate,
        ["create-seminar"] = TokenScopes.Moderate,
        ["export"] = TokenScopes.Export,
        ["export-hidden"] = TokenScopes.Export,
        ["archive-seminar"] = TokenScopes.Export,
        // Whatever it is for, a token can be revoked by whoever holds it. It makes no other: see TokensApi.
        ["manage-own-tokens"] = TokenScopes.None,
    }.ToFrozenDictionary();

    /// <summary>The scope; null for what no token may do: delete a seminar, change how long it keeps what, hand out a seat, take all of one's words away or erase any, operate the server.</summary>
    public static TokenScopes? Of(string action) => Needed.TryGetValue(action, out var scope) ? scope : null;
}
