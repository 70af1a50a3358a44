namespace Collab.Domain.Policy;

public enum VerdictKind
{
    Refused,
    Own,
    Yes,
}
