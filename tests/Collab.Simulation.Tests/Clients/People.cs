using Collab.Domain.Policy;

namespace Collab.Simulation.Tests.Clients;

/// <summary>Who takes part. A person's id is that of their member with a word before it.</summary>
internal static class People
{
    public const string Owner = "ada", Visitor = "noor", Reader = "yuki";

    public static readonly IReadOnlyList<string> Writers = [Owner, "kofi", "mei", "luis", "ines", Visitor];

    public static string PersonOf(string member) => "person-" + member;

    public static Role RoleOf(string member) => member switch
    {
        Owner => Role.Owner,
        Reader => Role.Reader,
        _ => Role.Annotator,
    };
}
