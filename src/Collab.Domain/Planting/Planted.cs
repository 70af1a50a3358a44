namespace Collab.Domain.Planting;

/// <summary>
/// A defect that tests plant, to see that a test finds it. Only a build with PLANTED_DEFECTS (every debug build) can have one; in a release the
/// answer is a constant, and nothing is left of the question.
/// </summary>
public static class Planted
{
#if PLANTED_DEFECTS
    /// <summary>The variable of the environment that names the defect of a whole process.</summary>
    public const string Variable = "COLLAB_PLANTED_DEFECT";

    /// <summary>The defect that is planted in this process; null for none.</summary>
    public static Defect? Now { get; set; } = Enum.TryParse<Defect>(Environment.GetEnvironmentVariable(Variable), out var defect) ? defect : null;

    public static bool Is(Defect defect) => Now == defect;
#else
    public static bool Is(Defect defect) => false;
#endif
}
