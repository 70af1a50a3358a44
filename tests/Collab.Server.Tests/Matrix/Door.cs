using Collab.Domain.Policy;

namespace Collab.Server.Tests.Matrix;

/// <summary>One way to do what a row of the permission table is about.</summary>
/// <param name="Row">The row.</param>
/// <param name="Call">The endpoint, as method and path, or the method of the hub.</param>
/// <param name="Body">What is sent; null for nothing.</param>
internal sealed record Door(string Row, Way Way, string Call, Traits Traits = Traits.None, Func<Cell, object?>? Body = null)
{
    /// <summary>Done by an owner with the note that it is about, before the conditions set in.</summary>
    public Func<Cell, Task>? Before { get; init; }

    /// <summary>Done by an owner at once before and after each call: what it changes would be in the way of others.</summary>
    public Func<Cell, Task>? Prepare { get; init; }

    public Func<Cell, Task>? Restore { get; init; }

    /// <summary>The conditions in which it is tried; null for those that its traits make sense of.</summary>
    public IReadOnlyCollection<Condition>? Only { get; init; }

    /// <summary>The rows whose scopes a token needs.</summary>
    public Func<Cell, string[]>? Needs { get; init; }

    public string Query { get; init; } = "";

    /// <summary>It leads through the admin socket: the operator's own door.</summary>
    public bool IsAdmins => Call.Contains(" /admin/", StringComparison.Ordinal);

    /// <summary>Whether the caller is one to try it: each has the doors of one side, and the operator those of ours that the table closes.</summary>
    public bool IsFor(Role role) => IsAdmins
        ? role == Role.Admin || Row == "operate"
        : role != Role.Admin || PermissionTable.For(Row, role).Kind == VerdictKind.Refused;

    public bool Is(Traits trait) => (Traits & trait) != 0;

    /// <summary>Whether the row or a lock's row asks whose note or seat it is.</summary>
    public bool AsksWhose => Is(Traits.Note | Traits.Member) && Roles.Members.Any(role => PermissionTable.For(Row, role).Kind == VerdictKind.Own);

    public bool IsTriedIn(Condition condition) => Only?.Contains(condition) ?? condition switch
    {
        Condition.Locked => Is(Traits.Note | Traits.Point) && !Is(Traits.Words),
        Condition.Hidden => Is(Traits.Note) && !Is(Traits.Private),
        Condition.PreModerated => Is(Traits.Waits),
        Condition.Closed => Is(Traits.Note | Traits.Writing | Traits.Document) && !Is(Traits.Words),
        Condition.Token => Way != Way.Page && !Is(Traits.Words | Traits.Override),
        _ => !Is(Traits.Words) || Is(Traits.Private),
    };

    public override string ToString() => $"{Row} by {Way} {Call}{Query}";
}
