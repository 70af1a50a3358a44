using System.Text;
using Collab.Storage.Accounts;

namespace Collab.Server.Hosting;

/// <summary>The address under which the server was shared last, kept over starts: browsers that came in there know their seats by it.</summary>
public sealed class SharedAddress(IAccountStore accounts)
{
    /// <summary>The setting that holds it.</summary>
    public const string Setting = "shared-address";

    /// <summary>Keeps the address of this start, without its port: cookies are not told apart by that.</summary>
    /// <returns>That of the last one, where it was another; else null.</returns>
    public async Task<string?> ChangedFromAsync(Uri shared)
    {
        var address = $"{shared.Scheme}://{shared.Host}";
        var before = await accounts.ReadSettingAsync(Setting) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
        if (before == address)
            return null;
        await accounts.SaveSettingAsync(Setting, Encoding.UTF8.GetBytes(address));
        return before;
    }
}
