using Collab.Web.Languages;

namespace Collab.Web.Parts;

/// <summary>Roles in words.</summary>
public static class Roles
{
    /// <summary>"annotator", "owner".</summary>
    /// <param name="text">Says it.</param>
    /// <param name="role">As the wire has it.</param>
    public static string Name(PageTexts text, string role) => role switch
    {
        "owner" => text["owner"],
        "moderator" => text["moderator"],
        "annotator" => text["annotator"],
        "reader" => text["reader"],
        "guest" => text["guest"],
        _ => role,
    };

    /// <summary>"an annotator", "an owner".</summary>
    /// <inheritdoc cref="Name"/>
    public static string WithArticle(PageTexts text, string role) => role switch
    {
        "owner" => text["an owner"],
        "moderator" => text["a moderator"],
        "annotator" => text["an annotator"],
        "reader" => text["a reader"],
        "guest" => text["a guest"],
        _ => role,
    };
}
