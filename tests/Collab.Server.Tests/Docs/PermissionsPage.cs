using System.Text;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Docs;

/// <summary>docs/permissions.md as the table makes it.</summary>
internal static class PermissionsPage
{
    private static readonly Role[] Columns = [Role.Owner, Role.Moderator, Role.Annotator, Role.Reader, Role.Guest, Role.Outsider, Role.Anonymous, Role.Admin];

    private const string Head = """
        # Permissions

        Who may do what. This page is made of `src/Collab.Domain/Policy/permissions.yaml`, the table that the code asks at every call; a test holds the two together.

        An **outsider** is signed in and no member of the seminar, **anonymous** is not signed in, **admin** operates the server and is no member. **Guest** is a role that a
        link or a join code gives.

        - **yes**: may do it. **own**: only with what is one's own.
        - **401**: sign in first. **403**: no right. **404**: must not even know that it is there. **409**: not in this state.
        - What is another's is refused with 403 where it says *own*; private notes and the words of hidden notes are not there at all.
        - The last column is the scope that a personal access token needs. A token has its owner's rights within its scopes, never more; with – no token will do. Any token lists and revokes those that may do no more than it; none makes one.


        """;

    private const string Foot = """

        What `export-hidden` says follows from `read-hidden-body`: an export shows what its reader may read.

        ## The operator

        Whoever has a shell as the user that runs the server can do everything: read the data folder, and print an **owner link** with the command `link`. That is not a
        hole to be closed but what a computer of one's own means. Members should know who that is. The link works once, within a day, and on the
        server's own machine unless it was made with `--remote`; whoever comes in by it is a member with a name from then on, seen by all in *Links and people*, and what they do stands in the log under that name.
        The record of the seminar has each such link as made by “The server”, with where and until when it may be opened, and whoever is brought in by the command `token`; owners and moderators read it. What is read by a command (`export`, `backup`) changes no
        seminar and is in none's record: of a running server it is in [its log](operating.md#what-does-it-log). Whoever reads the files themselves leaves no trace. Why so: [0456](decisions/0456-the-operators-acts-are-seen.md).
        What goes through the operator's commands reaches the server by a socket in the data folder, whose file mode is the permission; no address on the network leads there.

        """;

    public static string Render()
    {
        var page = new StringBuilder(Head);
        page.Append("| action | ").AppendJoin(" | ", Columns.Select(role => role.ToString().ToLowerInvariant())).Append(" | token |\n");
        page.Append("| --- |").Insert(page.Length, " --- |", Columns.Length + 1).Append('\n');
        List<string> notes = [];
        foreach (var action in PermissionTable.Actions.OrderBy(action => Source().IndexOf($"\n  {action}:", StringComparison.Ordinal)))
        {
            var mark = Note(action) is { } note ? $" <sup>{Mark(note)}</sup>" : "";
            page.Append($"| `{action}`{mark} | ").AppendJoin(" | ", Columns.Select(role => Cell(PermissionTable.For(action, role))))
                .Append($" | {Scope(action)} |\n");
        }

        page.Append('\n');
        for (var i = 0; i < notes.Count; i++)
            page.Append($"<sup>{i + 1}</sup> {notes[i]}  \n");
        return page.Append(Foot).ToString();

        int Mark(string note)
        {
            notes.Add(note);
            return notes.Count;
        }
    }

    private static string Scope(string action) => TokenScope.Of(action) switch
    {
        null => "–",
        TokenScopes.None => "any",
        { } scope => scope.ToString().ToLowerInvariant(),
    };

    private static string Source() => PermissionTable.Source();

    private static string? Note(string action) =>
        Regex.Match(Source(), $@"^  {action}:\s*\{{[^}}]*\}}\s*# (?<note>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture) is { Success: true } row ? row.Groups["note"].Value.Trim() : null;

    private static string Cell(Verdict verdict) => verdict.Kind switch
    {
        VerdictKind.Yes => "yes",
        VerdictKind.Own => "own",
        _ => verdict.Status.ToString(),
    };
}
