using System.Buffers;
using Collab.Domain;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Renders what could be hard to render before it is stored: what can't be shown is refused before the acknowledgement.</summary>
/// <param name="render">The renderer that pages and exports use.</param>
public sealed class TrialRendering(Func<string, string> render)
{
    /// <summary>A text with fewer special characters cannot be hard: it is not tried.</summary>
    public const int Suspicious = 400;

    private static readonly SearchValues<char> Special = SearchValues.Create("*_[]()!<>`~|\\#&");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <exception cref="RefusalException"><c>too-nested</c>: the text can't be rendered, or only in too much time; or what <see cref="WordRules.Body"/> says.</exception>
    public async Task DemandAsync(string text)
    {
        if (CountSpecial(text) < Suspicious)
            return;
        // What the domain refuses anyway must not reach the renderer: it recurses.
        WordRules.Body(text);
        try
        {
            await Task.Run(() => render(text)).WaitAsync(Patience);
        }
        catch (Exception)
        {
            throw new RefusalException("too-nested", "The text holds so much markup that it cannot be shown. Simplify it, or set it as code.");
        }
    }

    private static int CountSpecial(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOfAny(Special); at >= 0 && count < Suspicious; at = text.IndexOfAny(Special))
        {
            count++;
            text = text[(at + 1)..];
        }

        return count;
    }
}
