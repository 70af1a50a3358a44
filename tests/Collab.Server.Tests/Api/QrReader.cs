using System.Text.RegularExpressions;
using System.Xml.Linq;
using ZXing;
using ZXing.Common;

namespace Collab.Server.Tests.Api;

/// <summary>Reads QR codes as a phone does: from dark and light.</summary>
public static partial class QrReader
{
    /// <summary>Pixels of a module.</summary>
    private const int Scale = 4;

    /// <summary>What the picture says; null where nothing can be read.</summary>
    public static string? ReadSvg(string svg)
    {
        var root = XElement.Parse(svg);
        var size = ((string)root.Attribute("viewBox")!).Split(' ');
        var dark = new bool[int.Parse(size[3]), int.Parse(size[2])];
        var path = (string)root.Elements().Single(e => e.Name.LocalName == "path").Attribute("d")!;
        // Runs of dark modules: from a column and a row, so many wide.
        foreach (Match run in Run().Matches(path))
        {
            var (x, y, width) = (int.Parse(run.Groups[1].Value), int.Parse(run.Groups[2].Value), int.Parse(run.Groups[3].Value));
            for (var column = x; column < x + width; column++)
                dark[y, column] = true;
        }

        return Read(dark);
    }

    /// <summary>What the half blocks of a terminal say, light on dark; null where nothing can be read.</summary>
    public static string? ReadBlocks(IReadOnlyList<string> lines)
    {
        var dark = new bool[lines.Count * 2, lines.Max(line => line.Length)];
        for (var row = 0; row < lines.Count; row++)
        {
            for (var column = 0; column < dark.GetLength(1); column++)
            {
                var block = column < lines[row].Length ? lines[row][column] : ' ';
                (dark[row * 2, column], dark[(row * 2) + 1, column]) = (block is ' ' or '▄', block is ' ' or '▀');
            }
        }

        return Read(dark);
    }

    private static string? Read(bool[,] dark)
    {
        var (height, width) = (dark.GetLength(0) * Scale, dark.GetLength(1) * Scale);
        var light = new byte[width * height];
        for (var i = 0; i < light.Length; i++)
            light[i] = dark[i / width / Scale, i % width / Scale] ? (byte)0 : (byte)255;
        var reader = new BarcodeReaderGeneric { Options = new DecodingOptions { PossibleFormats = [BarcodeFormat.QR_CODE], TryHarder = true } };
        return reader.Decode(new RGBLuminanceSource(light, width, height, RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\3z")]
    private static partial Regex Run();
}
