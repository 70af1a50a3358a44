namespace Collab.Contracts.Clustering;

/// <summary>Each silo answers for itself, whichever is asked: so a node of the role web learns whether any hears it. Its key says nothing.</summary>
[Alias("Collab.IContactGrain")]
public interface IContactGrain : IGrainWithIntegerKey
{
    /// <summary>Answers.</summary>
    [Alias("Answer")]
    Task AnswerAsync();

    /// <summary>For how long storage has not answered the silo, reckoned from when it was asked; null where it never did. Older silos cannot be asked.</summary>
    [Alias("SilenceOfStorage")]
    Task<TimeSpan?> SilenceOfStorageAsync();
}
