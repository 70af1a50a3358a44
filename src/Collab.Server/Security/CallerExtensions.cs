using Collab.Domain.Policy;

namespace Collab.Server.Security;

/// <summary>Who calls, and from what seat.</summary>
public static class CallerExtensions
{
    /// <summary>The seat that the caller has in the seminar or document of the address.</summary>
    public static Seat Seat(this HttpContext context) => context.Features.Get<Seat>() ?? throw new InvalidOperationException("The endpoint has no seminar or document in its address.");

    public static void Take(this HttpContext context, Seat seat) => context.Features.Set(seat);

    public static Caller? Caller(this HttpContext context) => Security.Caller.Of(context.User);

    public static Caller DemandCaller(this HttpContext context) => context.Caller() ?? throw SignIns.Missing;

    /// <summary>Whether the caller may ask people in, here and by what they show: only then a code stands in what they are sent.</summary>
    public static bool MayInvite(this HttpContext context) => PermissionTable.May("invite-to-annotator", context.Seat().Role) && context.DemandCaller().Covers("invite-to-annotator");
}
