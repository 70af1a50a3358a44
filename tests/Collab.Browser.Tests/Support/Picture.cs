using System.Text.Json;
using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>Pictures of the room for the docs. They are taken and looked at each time, and kept only where COLLAB_PICTURES is set.</summary>
internal static class Picture
{
    /// <summary>A page with text and notes has some hundreds of colours, smoothed letters alone; an empty one a handful.</summary>
    private const int FewestColours = 100;

    /// <summary>Whoever reads the docs waits for no picture; in bytes.</summary>
    private const int Largest = 60 * 1024;

    /// <summary>The colours that are most there, none close to another; each pixel goes to the nearest. With none asked for they are counted alone.</summary>
    private const string Reduce = """
        async ([base64, most]) => {
          const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
          const { width, height } = bitmap;
          const canvas = new OffscreenCanvas(width, height).getContext('2d');
          canvas.drawImage(bitmap, 0, 0);
          const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
          const counts = new Map();
          for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
          const parts = colour => [colour & 255, colour >> 8 & 255, colour >> 16 & 255];
          const apart = (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
          if (most === 0) return { colours: counts.size };
          const palette = [], by = new Map();
          for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
            const one = parts(colour);
            let nearest = 0;
            palette.forEach((other, place) => { if (apart(one, other) < apart(one, palette[nearest])) nearest = place; });
            if (palette.length < most && (palette.length === 0 || apart(one, palette[nearest]) > 36)) nearest = palette.push(one) - 1;
            by.set(colour, nearest);
          }
          let text = '';
          for (const pixel of pixels) text += String.fromCharCode(by.get(pixel));
          return { colours: counts.size, width, height, palette: btoa(String.fromCharCode(...palette.flat())), pixels: btoa(text) };
        }
        """;

    public static async Task TakeAsync(Reader who, string name)
    {
        // What was posted or done is told for some seconds: it is in no picture.
        await who.Page.EvaluateAsync("() => { const style = new CSSStyleSheet(); style.replaceSync('.undo { display: none }'); document.adoptedStyleSheets = [style]; }");
        var png = await who.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        await who.Page.EvaluateAsync("() => { document.adoptedStyleSheets = []; }");
        var page = await who.Context.Browser!.NewPageAsync();
        Assert.InRange((await ReduceAsync(page, png, 0)).GetProperty("colours").GetInt32(), FewestColours, int.MaxValue);
        if (Environment.GetEnvironmentVariable("COLLAB_PICTURES") is { Length: > 0 })
            await File.WriteAllBytesAsync(Path.Combine(Root(), "docs", "pictures", name), await SmallAsync(page, png));
        await page.CloseAsync();
    }

    /// <summary>The page as it stands, by daylight, in the dark and on a phone: NAME.png, NAME-dark.png, NAME-phone.png.</summary>
    /// <param name="settle">Brings what is to be seen into view.</param>
    public static async Task TakeThreeAsync(Reader who, string name, Func<Task>? settle = null)
    {
        foreach (var (suffix, scheme, width, height) in new[] { ("", ColorScheme.Light, 1100, 720), ("-dark", ColorScheme.Dark, 1100, 720), ("-phone", ColorScheme.Light, 390, 760) })
        {
            await who.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await who.Page.SetViewportSizeAsync(width, height);
            if (settle is not null)
                await settle();
            await TakeAsync(who, $"{name}{suffix}.png");
        }

        await who.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await who.Page.SetViewportSizeAsync(1360, 900);
    }

    private static async Task<byte[]> SmallAsync(IPage page, byte[] png)
    {
        byte[] small = [];
        foreach (var most in new[] { 32, 16 })
        {
            var reduced = await ReduceAsync(page, png, most);
            small = IndexedPng.Write(reduced.GetProperty("width").GetInt32(), reduced.GetProperty("height").GetInt32(), reduced.GetProperty("palette").GetBytesFromBase64(), reduced.GetProperty("pixels").GetBytesFromBase64());
            if (small.Length <= Largest)
                break;
        }

        return small;
    }

    private static Task<JsonElement> ReduceAsync(IPage page, byte[] png, int most) => page.EvaluateAsync<JsonElement>(Reduce, new object[] { Convert.ToBase64String(png), most });

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
