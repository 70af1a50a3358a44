using QRCoder;

namespace Collab.Server.Api;

/// <summary>An address as a QR code.</summary>
public static class QrPicture
{
    /// <summary>As SVG text that scales, dark on white with its quiet zone.</summary>
    public static string Svg(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(data).GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>For a terminal, two modules a line in half blocks.</summary>
    public static string Blocks(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.L);
        return new AsciiQRCode(data).GetGraphicSmall(drawQuietZones: true);
    }
}
