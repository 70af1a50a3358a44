using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Limits;

namespace Collab.Server.Security;

/// <summary>
/// Asks the permission table for every endpoint, before anything of the request is read: first whether the caller is somebody, then
/// whether the seminar or document is theirs to know of, then whether their role may do it now; and once more when a body that was
/// not there yet has arrived.
/// </summary>
public sealed class PermissionMiddleware(RequestDelegate next, Seats seats, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Routing's own answers (405, 415) are no RouteEndpoint: nothing stands behind them.
        if (context.GetEndpoint() is RouteEndpoint endpoint && !context.IsAdmin())
        {
            CountRead(context, endpoint);
            if (endpoint.Metadata.GetMetadata<Unprotected>() is not { SignedIn: false })
                await DemandAsync(context, endpoint);
        }

        await next(context);
    }

    private async Task DemandAsync(HttpContext context, RouteEndpoint endpoint)
    {
        var permission = endpoint.Metadata.GetMetadata<Permission>();
        if (permission is null && endpoint.Metadata.GetMetadata<Unprotected>() is null)
            throw new RefusalException("not-found", "There is nothing at this address.");
        var caller = context.DemandCaller();
        if (permission is not null)
            await DemandAsync(context, caller, permission);
        if (HttpMethods.IsGet(context.Request.Method))
            return;
        // Presence counts as the hub's calls do.
        if (permission?.Action != "see-presence")
            CountWrite(context, caller);
        context.Features.Set(new LateBody(() => DemandStillAsync(context, caller, permission)));
    }

    private async Task DemandStillAsync(HttpContext context, Caller caller, Permission? permission)
    {
        if (context.Features.Get<HeldCredential>() is { } held && await held.FindAsync() is null)
            throw SignIns.Missing;
        if (permission is not null)
            await DemandAsync(context, caller, permission);
    }

    private async Task DemandAsync(HttpContext context, Caller caller, Permission permission)
    {
        var role = Role.Outsider;
        if (await SeatAsync(context, caller) is { } seat)
        {
            context.Take(seat);
            role = seat.Role;
        }

        PermissionTable.Demand(permission.Action, role);
        if (!caller.Covers(permission.Action))
            throw new RefusalException("forbidden", TokenScope.Of(permission.Action) is { } scope ? $"This token is not for that. Make one with the scope “{ScopeNames.Name(scope)}”." : "No token may do that. Sign in with a browser.");
    }

    // Before anything is looked up for it.
    private void CountRead(HttpContext context, RouteEndpoint endpoint)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || endpoint.Metadata.GetMetadata<Uncounted>() is not null)
            return;
        if (context.Caller() is { } caller)
            limits.CountRead(caller.Person);
        else if (endpoint.Metadata.GetMetadata<WayIn>() is not null)
            limits.CountArrival(context.Address());
        else
            limits.CountRead(context.Address());
    }

    private void CountWrite(HttpContext context, Caller caller)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CountsItself>() is null)
            limits.CountWrite(caller.Person);
    }

    private async Task<Seat?> SeatAsync(HttpContext context, Caller caller)
    {
        var route = context.Request.RouteValues;
        if (route.TryGetValue("document", out var document))
            return await seats.InDocumentAsync(caller, (string)document!);
        return route.TryGetValue("seminar", out var seminar) ? await seats.InSeminarAsync(caller, (string)seminar!) : null;
    }
}
