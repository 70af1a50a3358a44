namespace Collab.Testing.Checking;

/// <summary>What a client knows of an operation that it has invoked.</summary>
public enum Outcome
{
    /// <summary>No answer came, or one that says that the server does not know either.</summary>
    Unknown,

    /// <summary>Acknowledged, with a seq.</summary>
    Answered,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>Acknowledged, and kept where nobody else sees it yet: it has no seq.</summary>
    Sealed,
}
