using CsCheck;

namespace Collab;

/// <summary>
/// Tries a property on examples that are the same at every run: a build that fails fails again. COLLAB_SEED names others, COLLAB_EXAMPLES how
/// many each property is tried on at least. These are nearer to the tests than CsCheck's own methods of the name, which makes an example that fails smaller.
/// </summary>
internal static class Sampling
{
    private const int Usual = 100, Smaller = 1_000;

    private static readonly int Least = int.TryParse(Environment.GetEnvironmentVariable("COLLAB_EXAMPLES"), out var asked) ? asked : 0;
    private static readonly ulong First = ulong.TryParse(Environment.GetEnvironmentVariable("COLLAB_SEED"), out var seed) ? seed : 20261125;

    private static int _tried;

    /// <summary>On how many examples all properties were tried, and held, since this process began.</summary>
    public static int Tried => Volatile.Read(ref _tried);

    /// <param name="holds">Throws where it does not.</param>
    public static void Sample<T>(this Gen<T> gen, Action<T> holds, int iter = Usual, Func<T, string>? print = null)
    {
        var random = new PCG(1, First);
        for (var i = 0; i < Math.Max(iter, Least); i++)
        {
            var seed = random.ToString();
            var example = gen.Generate(random, null, out _);
            try
            {
                holds(example);
                Interlocked.Increment(ref _tried);
            }
            catch (Exception fault)
            {
                Check.Sample(gen, holds, seed: seed, iter: Smaller, print: print);
                throw new InvalidOperationException($"By the seed {seed}, but not a second time.", fault);
            }
        }
    }

    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> holds, int iter = Usual) => gen.Sample(example => holds(example.Item1, example.Item2), iter);

    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> holds, int iter = Usual) => gen.Sample(example => holds(example.Item1, example.Item2, example.Item3), iter);

    public static void Sample<T>(this Gen<T> gen, Func<T, bool> holds, int iter = Usual, Func<T, string>? print = null) => gen.Sample(
        example =>
        {
            if (!holds(example))
                throw new InvalidOperationException("It does not hold.");
        },
        iter,
        print);

    public static async Task SampleAsync<T>(this Gen<T> gen, Func<T, Task> holds, int iter = Usual)
    {
        var random = new PCG(1, First);
        for (var i = 0; i < Math.Max(iter, Least); i++)
        {
            var seed = random.ToString();
            try
            {
                await holds(gen.Generate(random, null, out _));
                Interlocked.Increment(ref _tried);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"By the seed {seed}.", fault);
            }
        }
    }
}
