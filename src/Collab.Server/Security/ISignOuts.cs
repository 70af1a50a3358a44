namespace Collab.Server.Security;

/// <summary>Tells at once, on the node where it happens, that a session or a token ended.</summary>
public interface ISignOuts
{
    /// <summary>Raised with the id of the session or token.</summary>
    event Action<string> Ended;
}
