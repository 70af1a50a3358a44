namespace Collab.Server.Tests.University;

/// <summary>Somebody whom the university knows.</summary>
internal sealed record Student(string Subject, string Name)
{
    private static int _count;

    /// <summary>What the claim <c>roles</c> holds.</summary>
    public string[] Roles { get; set; } = ["student"];

    public string? Mail { get; init; }

    /// <summary>Whether the university lets them in no more.</summary>
    public bool Disabled { get; set; }

    public static Student New(params string[] roles) => new($"subject-{Interlocked.Increment(ref _count)}", $"Student {Guid.NewGuid().ToString("N")[..12]}") { Roles = roles };
}
