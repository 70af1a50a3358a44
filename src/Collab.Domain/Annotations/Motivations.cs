using System.Collections.Frozen;

namespace Collab.Domain.Annotations;

/// <summary>The motivations of the W3C Web Annotation vocabulary.</summary>
public static class Motivations
{
    public const string Commenting = "commenting";
    public const string Questioning = "questioning";
    public const string Replying = "replying";

    public static readonly FrozenSet<string> All = new[]
    {
        "assessing", "bookmarking", "classifying", Commenting, "describing", "editing", "highlighting",
        "identifying", "linking", "moderating", Questioning, Replying, "tagging",
    }.ToFrozenSet();
}
