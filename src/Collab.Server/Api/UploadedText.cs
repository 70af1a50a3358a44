using System.Text;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import;
using Collab.Server.Security;

namespace Collab.Server.Api;

/// <summary>A text as a form brings it: one file, and fields beside it.</summary>
internal static class UploadedText
{
    /// <summary>The file as it splits, and the form. The file's name says the format and nothing else: it is neither kept nor used as a path.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>, <c>unknown-field</c>, or what <see cref="TextImport"/> refuses.</exception>
    public static async Task<(TextDraft Draft, IFormCollection Form)> ReadAsync(HttpRequest request, params string[] fields)
    {
        var (bytes, name, form) = await ReadFileAsync(request, fields);
        return (TextImport.Split(bytes.Span, name), form);
    }

    /// <summary>The file as it is, and the form.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>, <c>unknown-field</c>.</exception>
    public static async Task<(ReadOnlyMemory<byte> Bytes, string Name, IFormCollection Form)> ReadFileAsync(HttpRequest request, params string[] fields)
    {
        IFormCollection form;
        try
        {
            UploadLimit.TakeLongFields(request.HttpContext);
            form = await LateBody.ReadAsync(request.HttpContext, request.ReadFormAsync(request.HttpContext.RequestAborted));
        }
        catch (Exception error) when (error is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // A form that ends too early is an IOException of the reader; what Kestrel refuses is one too, and keeps its status.
            throw new RefusalException("bad-request", "The form could not be read. Send it as multipart/form-data with one part named “file”.");
        }

        if (form.Files is not [{ Name: "file" } file])
            throw new RefusalException("bad-request", "Send one file, in a part named “file”.");
        if (form.Keys.FirstOrDefault(key => !fields.Contains(key)) is { } unknown)
            throw new RefusalException("unknown-field", $"There is no field “{(unknown.Length > 40 ? unknown[..40] : unknown)}” here. Leave it out.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return (bytes.GetBuffer().AsMemory(0, (int)bytes.Length), file.FileName, form);
    }

    /// <summary>A field's text; null where it is left out or empty.</summary>
    public static string? Text(this IFormCollection form, string field) => form[field].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A field that holds JSON; null where it is left out or empty.</summary>
    /// <exception cref="RefusalException">See <see cref="Commands.StrictJson.Read{T}"/>.</exception>
    public static T? Json<T>(this IFormCollection form, string field)
        where T : class => form.Text(field) is { } json ? Commands.StrictJson.Read<T>(Encoding.UTF8.GetBytes(json)) : null;
}
