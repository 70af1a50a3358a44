namespace Collab.Web.Models;

/// <summary>One way to show a text of which there are several editions.</summary>
/// <param name="Value">What stands in the address after <c>?edition=</c>.</param>
/// <param name="Text">What it is called.</param>
public sealed record EditionOption(string Value, string Text);
