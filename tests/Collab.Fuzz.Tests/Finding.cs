namespace Collab.Fuzz.Tests;

/// <summary>An input that was neither read nor refused within a second.</summary>
internal sealed record Finding(int Seed, string Target, string What)
{
    public override string ToString() =>
        $"{Target}: {What}\nAgain: COLLAB_SEED={Seed} COLLAB_FUZZ=1 dotnet test tests/Collab.Fuzz.Tests --filter {nameof(FuzzTests.Every_input_is_read_or_refused_within_a_second)}";
}
