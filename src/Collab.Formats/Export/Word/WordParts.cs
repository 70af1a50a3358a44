using System.Globalization;

namespace Collab.Formats.Export.Word;

/// <summary>The small parts of the Word document: what the parts are, how they belong together, how paragraphs look.</summary>
internal static class WordParts
{
    /// <summary>On the root of each part. Word 2007 knows neither of the last two, and may pass over what is theirs.</summary>
    public const string Namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
        + "xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" mc:Ignorable=\"w14 w15\"";

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    public const string ContentTypes = $"""
        {Xml.Declaration}
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/word/document.xml" ContentType="{Word}document.main+xml"/>
        <Override PartName="/word/comments.xml" ContentType="{Word}comments+xml"/>
        <Override PartName="/word/commentsExtended.xml" ContentType="{Word}commentsExtended+xml"/>
        <Override PartName="/word/commentsIds.xml" ContentType="{Word}commentsIds+xml"/>
        <Override PartName="/word/commentsExtensible.xml" ContentType="{Word}commentsExtensible+xml"/>
        <Override PartName="/word/styles.xml" ContentType="{Word}styles+xml"/>
        <Override PartName="/word/settings.xml" ContentType="{Word}settings+xml"/>
        <Override PartName="/word/footer.xml" ContentType="{Word}footer+xml"/>
        <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
        </Types>

        """;

    public const string PackageRelations = $"""
        {Xml.Declaration}
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="document" Type="{Relations}officeDocument" Target="word/document.xml"/>
        <Relationship Id="properties" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
        </Relationships>

        """;

    public const string DocumentRelations = $"""
        {Xml.Declaration}
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="styles" Type="{Relations}styles" Target="styles.xml"/>
        <Relationship Id="settings" Type="{Relations}settings" Target="settings.xml"/>
        <Relationship Id="comments" Type="{Relations}comments" Target="comments.xml"/>
        <Relationship Id="threads" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>
        <Relationship Id="lasting" Type="http://schemas.microsoft.com/office/2016/09/relationships/commentsIds" Target="commentsIds.xml"/>
        <Relationship Id="times" Type="http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible" Target="commentsExtensible.xml"/>
        <Relationship Id="footer" Type="{Relations}footer" Target="footer.xml"/>
        </Relationships>

        """;

    /// <summary>Without a mode Word opens the file as one of 2007, in which comments have no threads.</summary>
    public const string Settings = $"""
        {Xml.Declaration}
        <w:settings {Namespaces}>
        <w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
        </w:settings>

        """;

    public static string Styles { get; } = ReadStyles();

    /// <summary>On each page: what it is of, and which page it is.</summary>
    public static string Footer(ExportDocument document) => $"""
        {Xml.Declaration}
        <w:ftr {Namespaces}>
        <w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{WordText.Run($"{document.Address.AbsoluteUri}, event {document.Seq.ToString(CultureInfo.InvariantCulture)}, {ExportTime.Long(document.At, document.Zone)}", false)}<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>
        </w:ftr>

        """;

    public static string Properties(ExportDocument document) => $"""
        {Xml.Declaration}
        <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <dc:title>{Xml.Line(document.Title)}</dc:title>{(document.Metadata.Author is { } author ? $"<dc:creator>{Xml.Line(author)}</dc:creator>" : "")}
        <dcterms:created xsi:type="dcterms:W3CDTF">{Whole(document.At)}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{Whole(document.At)}</dcterms:modified>
        </cp:coreProperties>

        """;

    private static string Whole(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string ReadStyles()
    {
        using var stream = typeof(WordParts).Assembly.GetManifestResourceStream("word-styles.xml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
