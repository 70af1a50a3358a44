namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>What somebody wrote, known anywhere by a word that nothing else has in it.</summary>
/// <param name="Mark">The word.</param>
/// <param name="Author">The member's id.</param>
internal sealed record Said(string Mark, string Text, string Author)
{
    public Fate Fate { get; set; }
}
