namespace Collab.Domain.Policy;

/// <summary>One cell of the permission table.</summary>
/// <param name="Status">The HTTP status that refuses; 403 where what is another's is refused; 0 for a plain yes.</param>
public readonly record struct Verdict(VerdictKind Kind, int Status)
{
    public static Verdict Parse(string cell) => cell switch
    {
        "yes" => new(VerdictKind.Yes, 0),
        "own" => new(VerdictKind.Own, 403),
        _ => new(VerdictKind.Refused, int.Parse(cell)),
    };
}
