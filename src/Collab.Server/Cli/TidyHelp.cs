using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Collab.Server.Cli;

/// <summary>The library's help, with its line about further arguments, whose brackets do not match, in words that say what may follow.</summary>
internal sealed class TidyHelp(HelpAction help) : SynchronousCommandLineAction
{
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new TidyHelp((HelpAction)option.Action!);
    }

    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(text.ToString()
            .Replace("[[--] <additional arguments>...]]", "[settings]", StringComparison.Ordinal)
            .Replace("Additional Arguments:", "Settings:", StringComparison.Ordinal)
            .Replace("Arguments passed to the application that is being run.", "Any setting as an option, such as --Collab:Limits:Writes=600.", StringComparison.Ordinal));
        return code;
    }
}
