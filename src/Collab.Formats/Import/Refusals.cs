using Collab.Domain;

namespace Collab.Formats.Import;

/// <summary>Why a file with an inside of its own is not taken.</summary>
internal static class Refusals
{
    private const string Again = "Save the document again with the program that it comes from, and import that.";

    /// <summary>It is made so that reading it could do harm, on purpose or not.</summary>
    public static RefusalException Unsafe(string what) => new("unsafe-file", $"{what} {Again}");

    /// <summary>It is damaged, or was never what its name says.</summary>
    public static RefusalException Malformed(string what) => new("malformed-file", $"{what} {Again}");

    /// <param name="what">What it is, and what to do.</param>
    public static RefusalException NotTaken(string what) => new("not-taken", what);
}
