namespace Collab.Formats.Import.Html;

/// <summary>What an element says of itself by <c>style</c>, as far as an import needs it. Style sheets are not read.</summary>
/// <param name="IsHidden">Whether it is not shown.</param>
/// <param name="List">What stands before the items of a list: a name of CSS; null where it is not said.</param>
internal readonly record struct HtmlStyle(bool IsHidden, string? List)
{
    public static HtmlStyle Of(string style)
    {
        var read = default(HtmlStyle);
        foreach (var declaration in style.ToLowerInvariant().Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var value = declaration[(colon + 1)..].Replace("!important", "", StringComparison.Ordinal).Trim();
            read = declaration.AsSpan(0, colon).Trim() switch
            {
                "display" => read with { IsHidden = value == "none" },
                "list-style-type" => read with { List = value },
                "list-style" => read with { List = value.Split(' ').FirstOrDefault(ListNumber.IsStyle) ?? read.List },
                _ => read,
            };
        }

        return read;
    }
}
