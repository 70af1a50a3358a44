using Collab.Server.Admin;

namespace Collab.Server.Cli;

/// <summary>Progress in lines, for a log: one at each tenth, or at each MiB where nobody knows how many there will be.</summary>
internal sealed class PlainProgress(string what, TextWriter output)
{
    private long _said;

    public void Report(Verification.Progress progress)
    {
        var step = progress.Total > 0 ? progress.Done * 10 / progress.Total : Mebibytes(progress);
        if (step <= _said)
            return;
        _said = step;
        output.WriteLine(progress.Total > 0 ? $"{what}: {step * 10} %" : $"{what}: {step} MiB");
    }

    /// <summary>What is done, where it is counted in bytes.</summary>
    public static long Mebibytes(Verification.Progress progress) => progress.Done / (1024 * 1024);
}
