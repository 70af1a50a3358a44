using AngleSharp;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Web.Tests.Pages;

/// <summary>Renders a page as the server does, and parses it as a browser does.</summary>
internal static class Rendered
{
    public static async Task<string> HtmlAsync(Type page, IDictionary<string, object?> parameters)
    {
        await using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(page, ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    public static async Task<IHtmlDocument> PageAsync(Type page, IDictionary<string, object?> parameters)
    {
        var html = await HtmlAsync(page, parameters);
        return (IHtmlDocument)await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));
    }

    public static Task<IHtmlDocument> PageAsync(string name)
    {
        var (page, parameters) = Samples.Pages[name];
        return PageAsync(page, parameters);
    }
}
