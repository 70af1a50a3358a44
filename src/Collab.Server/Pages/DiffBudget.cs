namespace Collab.Server.Pages;

/// <summary>How much of the wordings of one page is compared word by word, in words of the one times words of the other.</summary>
internal sealed class DiffBudget(long left = DiffBudget.OfAPage)
{
    private const long OfAPage = 20_000_000;

    /// <summary>Takes as much from what is left, or nothing where there is less.</summary>
    public bool Take(long compared)
    {
        if (compared > left)
            return false;
        left -= compared;
        return true;
    }
}
