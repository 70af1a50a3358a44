using Collab.Domain.Policy;

namespace Collab.Server.Security;

/// <summary>The row of the permission table that a method of the hub stands under. The build asks for it: see Build/DemandRights.cs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnderAttribute(Right right) : Attribute
{
    public Right Right => right;
}
