using Collab.Domain.Policy;
using Collab.Server.Security;

namespace Collab.Server.Tests.Matrix;

/// <summary>What the table and the few sentences about states say of a cell: the code of the refusal, or what is done.</summary>
internal static class Expectation
{
    public const string Done = "done", Withheld = "withheld", Waiting = "waiting";

    public static string Of(Cell cell)
    {
        var door = cell.Door;
        // Who was removed is a stranger with an account.
        // A guest who is nobody's any more has no account either: docs/decisions/0387.
        var role = cell.Condition == Condition.Revoked && (cell.Role, door.Row) != (Role.Guest, "create-seminar") ? Role.Outsider : cell.Role;
        // The admin socket serves what the operator does, and nothing else.
        if (role == Role.Admin && door.Way != Way.Page && door.Row == "create-seminar")
            return "not-found";
        var verdict = PermissionTable.For(door.Row, role);
        if (verdict.Kind == VerdictKind.Refused)
            return door.Is(Traits.Withholds) && verdict.Status == 403 ? Withheld : Code(verdict.Status);
        // To whoever is neither its author nor a moderator a waiting note does not exist.
        if (door.Is(Traits.Waiting) && !cell.Own && !PermissionTable.May("see-queue", role))
            return "not-found";
        if (verdict.Kind == VerdictKind.Own && !cell.Own && door.Is(Traits.Note | Traits.Member))
            return door.Is(Traits.Words) ? Withheld : door.Is(Traits.Private) ? "not-found" : "forbidden";
        if (cell.Condition == Condition.Token && !IsCovered(cell))
            return "forbidden";
        if (cell.Condition == Condition.Closed && door.Is(Traits.Writing))
            return "closed";
        if (cell.Condition == Condition.PreModerated && door.Is(Traits.Waits) && PermissionTable.For("approve", role).Kind != VerdictKind.Yes)
            return Waiting;
        return cell.Condition == Condition.Locked && door.Is(Traits.Point) ? Locked(door, role) : Done;
    }

    /// <summary>At a locked point those who may write there say that they mean to.</summary>
    private static string Locked(Door door, Role role)
    {
        var verdict = PermissionTable.For("write-when-locked", role);
        return verdict.Kind == VerdictKind.Refused ? Code(verdict.Status) : door.Is(Traits.Override) ? Done : "locked";
    }

    private static bool IsCovered(Cell cell) => !cell.Door.Is(Traits.NotByToken)
        && (cell.Door.Needs?.Invoke(cell) ?? [cell.Door.Row]).All(row => TokenScope.Of(row) is { } needed && cell.Scope.HasFlag(needed));

    private static string Code(int status) => status switch { 401 => "unauthenticated", 403 => "forbidden", 404 => "not-found", _ => "locked" };
}
