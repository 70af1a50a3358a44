using System.Reflection;
using Collab.Domain.Policy;
using Collab.Server.Hubs;
using Collab.Server.Security;

namespace Collab.Server.Tests.Security;

/// <summary>The methods that the hub offers.</summary>
internal static class HubMethods
{
    public static readonly IReadOnlyList<MethodInfo> All =
    [
        .. typeof(ReadingHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.GetBaseDefinition().DeclaringType == typeof(ReadingHub)),
    ];

    /// <summary>The row that it stands under; null where it says none.</summary>
    public static Right? RightOf(MethodInfo method) => method.GetCustomAttribute<UnderAttribute>()?.Right;
}
