using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Domain.Stances;

namespace Collab.Domain.Commands;

/// <summary>What people may write. Limits count UTF-8 bytes, so that every script gets what it is promised.</summary>
public static class WordRules
{
    public const int MaxTags = 20;
    public const int MaxTagBytes = 128;
    public const int MaxReasonBytes = 1024;
    public const int MaxEmojiBytes = 32;
    public const int MaxTitleBytes = 256;

    /// <summary>Bytes that the words of one note take as JSON, quoted passages included. With its targets and frame it is then less than 64 KiB, which is a batch.</summary>
    public const int MaxNoteBytes = 56 * 1024;

    private const int LongestEscape = 6;

    /// <summary>The body, or a refusal: <c>empty-text</c>, <c>text-too-long</c>, <c>bad-characters</c>, <c>too-nested</c>.</summary>
    /// <exception cref="RefusalException">The text cannot be kept and shown.</exception>
    public static string Body(string text)
    {
        if (IsBlank(text))
            throw new RefusalException("empty-text", "There is no text yet. Write something, or highlight without a note.");
        if (Encoding.UTF8.GetByteCount(text) > Annotations.Body.MaxBytes)
            throw new RefusalException("text-too-long", $"The text is longer than {Annotations.Body.MaxBytes / 1024} KiB. Shorten it, or split it in two notes.");
        Characters(text);
        if (MarkdownDepth.Of(text) > MarkdownDepth.Max && !Planted.Is(Defect.NestedAsDeepAsYouLike))
            throw new RefusalException("too-nested", $"Quotes, lists or brackets are nested more than {MarkdownDepth.Max} deep. Flatten them.");
        return text;
    }

    /// <summary>Trimmed, without repetitions. <c>too-many-tags</c>, <c>empty-text</c>, <c>text-too-long</c>, <c>bad-characters</c>.</summary>
    public static ImmutableArray<string> Tags(ImmutableArray<string> tags)
    {
        if (tags.Length > MaxTags)
            throw new RefusalException("too-many-tags", $"A note takes at most {MaxTags} tags.");
        foreach (var tag in tags)
        {
            if (IsBlank(tag))
                throw new RefusalException("empty-text", "A tag is empty. Leave it out.");
            Short(tag, MaxTagBytes, "A tag");
        }

        return [.. tags.Select(t => t.Trim()).Distinct()];
    }

    /// <summary>The words of a note, or <c>text-too-long</c> where they do not go into one batch.</summary>
    /// <exception cref="RefusalException">They are longer than <see cref="MaxNoteBytes"/>.</exception>
    public static Words Note(Words words)
    {
        List<string> texts = [words.Body ?? "", .. words.Tags ?? []];
        foreach (var quote in words.Quotes ?? [])
            texts.AddRange([quote?.Exact ?? "", quote?.Prefix ?? "", quote?.Suffix ?? ""]);
        // Nearly every note is so short that it need not be encoded to know.
        if (texts.Sum(text => Encoding.UTF8.GetByteCount(text)) > MaxNoteBytes / LongestEscape
            && texts.Sum(text => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length) > MaxNoteBytes)
            throw new RefusalException("text-too-long", $"The note and the passages that it quotes are longer than {MaxNoteBytes / 1024} KiB together. Quote less, or point at whole points.");
        return words;
    }

    public static string? Reason(string? reason)
    {
        if (reason is null || IsBlank(reason))
            return null;
        Short(reason, MaxReasonBytes, "The reason");
        return reason.Trim();
    }

    /// <summary>Of a session, trimmed; null where there is none. <c>text-too-long</c>, <c>bad-characters</c>.</summary>
    public static string? Title(string? title)
    {
        if (title is null || IsBlank(title))
            return null;
        Short(title, MaxTitleBytes, "The title");
        return title.EnumerateRunes().Any(Rune.IsControl) ? throw new RefusalException("bad-characters", "The title holds a line end or another control. Take it out.") : title.Trim();
    }

    /// <summary>The stances to choose from, trimmed. <c>bad-scale</c>, <c>empty-text</c>, <c>text-too-long</c>, <c>bad-characters</c>.</summary>
    public static ImmutableArray<string> Scale(ImmutableArray<string> scale)
    {
        foreach (var stance in scale)
        {
            if (IsBlank(stance))
                throw new RefusalException("empty-text", "A stance of the scale has no words. Name it, or leave it out.");
            Short(stance, MaxTagBytes, "A stance");
            if (stance.EnumerateRunes().Any(Rune.IsControl))
                throw new RefusalException("bad-scale", "A stance stands on one line. Take the line ends and controls out.");
        }

        ImmutableArray<string> trimmed = [.. scale.Select(stance => stance.Trim())];
        if (trimmed.Length is < StanceRule.Fewest or > StanceRule.Most || trimmed.Distinct(StringComparer.OrdinalIgnoreCase).Count() < trimmed.Length)
            throw new RefusalException("bad-scale", $"A scale has {StanceRule.Fewest} to {StanceRule.Most} stances, each of them once.");
        return trimmed;
    }

    public static string Emoji(string emoji)
    {
        if (IsBlank(emoji))
            throw new RefusalException("empty-text", "Choose an emoji to react with.");
        Short(emoji, MaxEmojiBytes, "The reaction");
        // It is kept where nothing can be erased: letters of any script would be words.
        if (emoji.EnumerateRunes().Any(r => (Rune.IsLetterOrDigit(r) && r.Value != 'ℹ') || Rune.IsWhiteSpace(r) || r.Value == '<' || Rune.IsControl(r)))
            throw new RefusalException("bad-characters", "A reaction is one emoji.");
        return emoji;
    }

    private static void Short(string text, int bytes, string what)
    {
        if (Encoding.UTF8.GetByteCount(text) > bytes)
            throw new RefusalException("text-too-long", $"{what} is longer than {bytes} bytes. Shorten it.");
        Characters(text);
    }

    private static void Characters(string text)
    {
        if (CodePoints.HasForbidden(text))
            throw new RefusalException("bad-characters", "The text holds a character that cannot be stored (NUL, a lone surrogate or a noncharacter). Remove it.");
    }

    /// <summary>True where nothing would be seen.</summary>
    public static bool IsBlank(string text) => text.EnumerateRunes().All(IsInvisible);

    /// <summary>White space, controls, characters of no width, and the fillers that Unicode counts as letters and symbols.</summary>
    public static bool IsInvisible(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;
}
