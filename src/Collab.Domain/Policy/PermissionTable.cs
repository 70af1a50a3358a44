using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Collab.Domain.Policy;

/// <summary>Who may do what, as <c>permissions.yaml</c> says: the code, the documentation and the tests read the one table.</summary>
public static partial class PermissionTable
{
    private static readonly FrozenDictionary<string, FrozenDictionary<Role, Verdict>> Rows = Parse(Source());

    /// <summary>The names of all actions.</summary>
    public static IEnumerable<string> Actions => Rows.Keys;

    // Asked for at each call of the hub.
    private static readonly string[] Names = [.. Enum.GetValues<Right>().Select(Spell)];

    /// <summary>The action of a row, as the table writes it.</summary>
    public static string ActionOf(Right right) => Names[(int)right];

    private static string Spell(Right right) =>
        string.Concat($"{right}".Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>The table's answer for a role.</summary>
    /// <exception cref="KeyNotFoundException">The action has no row.</exception>
    public static Verdict For(string action, Role role) => Rows[action][role];

    /// <summary>True when the role may do it at all, be it only with what is its own.</summary>
    public static bool May(string action, Role role) => For(action, role).Kind is VerdictKind.Yes or VerdictKind.Own;

    /// <summary>Refuses unless the role may do it.</summary>
    /// <param name="own">Whether what is acted on is the caller's own.</param>
    /// <exception cref="RefusalException"><c>unauthenticated</c>, <c>forbidden</c>, <c>not-found</c> or <c>locked</c>, as the row says.</exception>
    public static void Demand(string action, Role role, bool own = true)
    {
        var verdict = For(action, role);
        if (verdict.Kind == VerdictKind.Yes || (verdict.Kind == VerdictKind.Own && own))
            return;
        throw verdict.Status switch
        {
            401 => new RefusalException("unauthenticated", "Sign in first: open an invite link, or send a token in the Authorization header."),
            404 => new RefusalException("not-found", "There is nothing here that you may see."),
            409 => new RefusalException("locked", "This point is locked. A moderator can unlock it."),
            _ when verdict.Kind == VerdictKind.Own => new RefusalException("forbidden", $"You may do that only with what is your own ({action}). {WhoMay(action)}"),
            _ => new RefusalException("forbidden", $"Your role here is {role.ToString().ToLowerInvariant()}, which does not allow that ({action}). {WhoMay(action)}"),
        };
    }

    private static string WhoMay(string action) =>
        For(action, Role.Moderator).Kind == VerdictKind.Yes ? "Ask a moderator."
        : For(action, Role.Owner).Kind == VerdictKind.Yes ? "Ask an owner."
        : "Nobody may for somebody else.";

    /// <summary>The table as it is written.</summary>
    public static string Source()
    {
        using var stream = typeof(PermissionTable).Assembly.GetManifestResourceStream("permissions.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static FrozenDictionary<string, FrozenDictionary<Role, Verdict>> Parse(string yaml) =>
        Row().Matches(yaml).ToFrozenDictionary(
            row => row.Groups["action"].Value,
            row => row.Groups["cells"].Value.Split(',').Select(cell => cell.Split(':')).ToFrozenDictionary(
                cell => Enum.Parse<Role>(cell[0].Trim(), ignoreCase: true),
                cell => Verdict.Parse(cell[1].Trim())));

    [GeneratedRegex(@"^  (?<action>[a-z-]+):\s*\{(?<cells>[^}]*)\}", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
