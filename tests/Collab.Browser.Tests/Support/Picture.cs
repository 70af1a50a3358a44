using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>Pictures of the room for the docs. They are taken and looked at each time, and kept only where COLLAB_PICTURES is set.</summary>
internal static class Picture
{
    /// <summary>A page with text and notes has some hundreds of colours, smoothed letters alone; an empty one a handful.</summary>
    private const int FewestColours = 100;

    public static async Task TakeAsync(Reader who, string name)
    {
        var png = await who.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        Assert.InRange(await ColoursAsync(who.Context.Browser!, png), FewestColours, int.MaxValue);
        if (Environment.GetEnvironmentVariable("COLLAB_PICTURES") is { Length: > 0 })
            await File.WriteAllBytesAsync(Path.Combine(Root(), "docs", "pictures", name), png);
    }

    private static async Task<int> ColoursAsync(IBrowser browser, byte[] png)
    {
        var page = await browser.NewPageAsync();
        var colours = await page.EvaluateAsync<int>("""
            async base64 => {
              const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
              const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
              canvas.drawImage(bitmap, 0, 0);
              return new Set(new Uint32Array(canvas.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size;
            }
            """, Convert.ToBase64String(png));
        await page.CloseAsync();
        return colours;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
