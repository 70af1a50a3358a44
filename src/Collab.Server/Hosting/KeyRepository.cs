using System.Xml.Linq;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Collab.Server.Hosting;

/// <summary>Keeps the data-protection keys with everything else, so that forms survive a restart and a backup has them.</summary>
internal sealed class KeyRepository(IAccountStore accounts) : IXmlRepository
{
    // The interface is synchronous, and waits for the database: at start, and about once a day on a thread of the pool, while requests go on with
    // the keys of before. A request that comes with a key that is not known here waits for it on its own thread, and nothing is read of its
    // connection meanwhile. Never within a grain.
    public IReadOnlyCollection<XElement> GetAllElements() => [.. accounts.ListKeysAsync().GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        accounts.SaveKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}
