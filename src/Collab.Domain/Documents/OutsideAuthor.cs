using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Domain.Documents;

/// <summary>Somebody who wrote what was imported, and is no member. The name is the file's: nobody has verified it.</summary>
/// <param name="Number">The how-manieth of the document, from 1.</param>
public sealed record OutsideAuthor(string Id, string Name, int Number)
{
    /// <summary>What stands behind the name wherever it is shown, so that it never passes for a member's.</summary>
    public const string Mark = " (not verified)";

    /// <summary>Longest name in code points.</summary>
    public const int MaxLength = DisplayName.MaxLength;

    /// <summary>The name as it is shown; where names are withheld, a number.</summary>
    public string ShownTo(ViewClass viewers) => BareFor(viewers) + Mark;

    /// <summary>The same without the mark: for programs, which are told so otherwise.</summary>
    public string BareFor(ViewClass viewers) => viewers.SeesNames || Name == Member.ErasedName ? Name : $"Author {Number}";
}
