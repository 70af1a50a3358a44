using Collab.Domain.Policy;

namespace Collab.Contracts.Seminars;

/// <summary>
/// A short join code, for as long as somebody shows it. Its key is the hash of the code, and its goal is a seminar. Which code is shown for a seminar
/// and a role is kept in the same way: there these are the key, and the goal is the code.
/// </summary>
[Alias("Collab.IJoinCodeGrain")]
public interface IJoinCodeGrain : IGrainWithStringKey
{
    /// <summary>Takes the code for a goal, or extends it, for 90 seconds from now; false where it leads to another.</summary>
    [Alias("Show")]
    Task<bool> ShowAsync(string goal, Role role);

    /// <summary>Ends it, where it leads to that goal.</summary>
    [Alias("Withdraw")]
    Task WithdrawAsync(string goal);

    /// <summary>The goal and the role; null where the code is nobody's, or no longer shown.</summary>
    [Alias("Find")]
    Task<JoinCode?> FindAsync();
}
