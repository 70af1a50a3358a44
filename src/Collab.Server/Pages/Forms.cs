using Collab.Domain;
using Collab.Server.Security;
using Collab.Web.Models;
using Microsoft.AspNetCore.Antiforgery;

namespace Collab.Server.Pages;

/// <summary>Forms that work without script.</summary>
internal static class Forms
{
    /// <summary>The hidden field of a form on this page.</summary>
    public static AntiforgeryField Field(HttpContext context)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return new AntiforgeryField(tokens.FormFieldName, tokens.RequestToken!);
    }

    /// <summary>The fields of a form of ours.</summary>
    /// <exception cref="RefusalException"><c>unsupported-media-type</c>; <c>bad-request</c>: the form is not ours, or too old.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new RefusalException("unsupported-media-type", "This address takes the form of its page.");
        try
        {
            var form = await LateBody.ReadAsync(context, context.Request.ReadFormAsync(context.RequestAborted));
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
            return form;
        }
        catch (Exception error) when (error is AntiforgeryValidationException or InvalidDataException)
        {
            throw new RefusalException("bad-request", "The form is too old, or not one of ours. Load the page again; copy your text first.");
        }
    }

    /// <summary>The fields of a form that is only shown again, whoever it is from; none where it cannot be read.</summary>
    public static async Task<IFormCollection> ReadAgainAsync(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return FormCollection.Empty;
        }
    }
}
