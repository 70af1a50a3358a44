using System.Globalization;

namespace Collab.Web.Tests.Pages;

/// <summary>The language in which a page is rendered, until it is disposed.</summary>
internal sealed class UiCulture : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    public UiCulture(string name) => CultureInfo.CurrentUICulture = new CultureInfo(name);

    public void Dispose() => CultureInfo.CurrentUICulture = before;
}
