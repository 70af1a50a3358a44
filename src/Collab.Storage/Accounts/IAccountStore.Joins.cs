namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Says who comes in by a command. Of any number of callers, at once or not, all are answered the first one's person.</summary>
    /// <param name="command">The key of the command: a hash of its id and of the secret that lets in.</param>
    /// <param name="person">Who it is if nobody came by this command yet; added where unknown.</param>
    /// <param name="seminar">Where they come in.</param>
    Task<Person> ClaimJoinAsync(string command, Person person, string seminar);

    /// <summary>Who came, or began to come, in by the command; null when nobody did.</summary>
    Task<PastJoin?> FindJoinAsync(string command);
}
