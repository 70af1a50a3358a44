namespace Collab.Web.Resources;

/// <summary>Names the texts of the pages for <c>IStringLocalizer</c>: Pages.de.resx and its like beside this file, with the English text as key.</summary>
public sealed class Pages;
