using System.Xml.Linq;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Collab.Server.Hosting;

/// <summary>Keeps the data-protection keys with everything else, so that forms survive a restart and a backup has them.</summary>
internal sealed class KeyRepository(IAccountStore accounts) : IXmlRepository
{
    // The interface is synchronous; it is called at start and once in weeks, never within a grain.
    public IReadOnlyCollection<XElement> GetAllElements() => [.. accounts.ListKeysAsync().GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        accounts.SaveKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}
