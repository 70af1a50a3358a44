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

    /// <summary>What was true when it was first asked for, where the defect is planted.</summary>
    public static T First<T>(Defect defect, string scope, string key, T now)
        where T : notnull => Is(defect) ? (T)Asked.GetOrAdd((scope, key), now) : now;

    /// <summary>Plants a defect for as long as something takes. It is planted for the whole process: nothing else may run beside it.</summary>
    public static async Task WhileAsync(Defect defect, Func<Task> action)
    {
        Now = defect;
        try
        {
            await action();
        }
        finally
        {
            Now = null;
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string Scope, string Key), object> Asked = [];
#else
    public static bool Is(Defect defect) => false;

    public static T First<T>(Defect defect, string scope, string key, T now)
        where T : notnull => now;
#endif
}
