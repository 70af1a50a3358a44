using Collab.Testing;

namespace Collab.Storage.Tests.Flips;

/// <summary>How many strikes there are, and from where: COLLAB_FLIPS (500 in a short round) and COLLAB_SEED: each strike has the next
/// seed, and COLLAB_FLIPS=1 with the one that is printed repeats it. A tenth strikes PostgreSQL.</summary>
internal static class Rounds
{
    public static int Sqlite => All - Postgres;

    public static int Postgres => All / 10;

    private static int All => Round.Number("COLLAB_FLIPS", 500);
}
