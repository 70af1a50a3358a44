namespace Collab.Cluster.Tests.Running;

/// <summary>How a command of the executable ended.</summary>
internal sealed record CommandResult(int Code, byte[] Bytes, string Errors)
{
    public string Out => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>The last line of its output: the result, for commands that have one.</summary>
    public string LastLine => Out.TrimEnd('\n').Split('\n')[^1];

    /// <summary>The same, where the command succeeded.</summary>
    public CommandResult Demand()
    {
        Assert.True(Code == 0, $"Exit code {Code}. {Out} {Errors}");
        return this;
    }
}
