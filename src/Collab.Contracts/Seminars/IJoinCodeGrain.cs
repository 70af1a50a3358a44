using Collab.Domain.Policy;

namespace Collab.Contracts.Seminars;

/// <summary>A short join code, for as long as somebody shows it. Its key is the hash of the code.</summary>
[Alias("Collab.IJoinCodeGrain")]
public interface IJoinCodeGrain : IGrainWithStringKey
{
    /// <summary>Takes the code for a seminar, or extends it, for 90 seconds from now; false where another seminar holds it.</summary>
    [Alias("Show")]
    Task<bool> ShowAsync(string seminar, Role role);

    [Alias("Withdraw")]
    Task WithdrawAsync(string seminar);

    /// <summary>The seminar and the role; null where the code is nobody's, or no longer shown.</summary>
    [Alias("Find")]
    Task<JoinCode?> FindAsync();
}
