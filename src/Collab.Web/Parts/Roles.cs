namespace Collab.Web.Parts;

/// <summary>Roles in words.</summary>
public static class Roles
{
    /// <summary>"an annotator", "the owner".</summary>
    public static string WithArticle(string role) => role switch
    {
        "owner" => "an owner",
        "annotator" => "an annotator",
        _ => $"a {role}",
    };

    /// <summary>What somebody with the role can do.</summary>
    public static string Can(string role) => role switch
    {
        "owner" => "Everything: texts, links, people, and all that moderators can.",
        "moderator" => "Pins commentary, leads, hides notes, locks points, invites.",
        "annotator" => "Reads, comments and replies.",
        "reader" => "Reads, reacts, and keeps private notes.",
        "guest" => "Reads, comments and replies, as a guest.",
        _ => "",
    };
}
