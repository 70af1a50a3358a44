namespace Collab.Browser.Tests.Support;

/// <summary>Tests that copy: all browsers of a machine share one clipboard, so these run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClipboardCollection
{
    public const string Name = "Clipboard";
}
